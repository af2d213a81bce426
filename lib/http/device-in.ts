import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Device } from '#lib/reset/device.ts';

/** Nothing that tells one browser from another comes later. */
const longestHeader = 400;

/**
 * The device that the request's `User-Agent` names, as far as a person needs it to recognise a request of their own. The sender of the request chooses the header,
 * so nothing of its text is kept: only names of the two tables. Null if it names no such browser or system.
 */
export function deviceIn(headers: APIGatewayProxyEventV2['headers'] | undefined): Device | null {
  const text = (headers?.['user-agent'] ?? '').slice(0, longestHeader);
  const browser = firstMatch(browserMarks, text);
  const system = firstMatch(systemMarks, text);
  if (browser === undefined || system === undefined) {
    return null;
  }
  // Safari on an iPad says that it is on a Mac.
  return { browser, system: browser === 'Safari' && system === 'macOS' ? 'macOS/iPadOS' : system };
}

type Marks<Name> = readonly (readonly [Name, RegExp])[];

function firstMatch<Name>(marks: Marks<Name>, text: string): Name | undefined {
  return marks.find(([, mark]) => mark.test(text))?.[0];
}

/** In this order, because most browsers also name those that they are like. */
const browserMarks: Marks<Device['browser']> = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOP(?:R|T)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
];

const systemMarks: Marks<Device['system']> = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows NT\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];
