import type { DemoCall } from './demo-calls.ts';

/** The call for a terminal. `$TOKEN` stands between double quotes, so that a shell puts its own in. */
export function curlLine({ path, headers = {}, form = {}, json }: DemoCall, apiUrl: string): string {
  const parts = [
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...Object.entries(form).map(([name, value]) => `-d ${quoted(`${name}=${value}`)}`),
    ...(json === undefined ? [] : [`-d ${quoted(json)}`]),
    quoted(`${apiUrl}${path}`),
  ];
  return ['curl -i', ...parts].join(' \\\n  ');
}

function quoted(text: string): string {
  if (/^[\w:/.=-]+$/.test(text)) {
    return text;
  }
  return text.includes('$') ? `"${text}"` : `'${text}'`;
}
