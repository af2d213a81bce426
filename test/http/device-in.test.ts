import { describe, expect, test } from '@jest/globals';
import { deviceIn } from '#lib/http/device-in.ts';
import { browsers, systems } from '#lib/reset/device.ts';

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const iosWebKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const android = 'Mozilla/5.0 (Linux; Android 10; K)';
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)';

describe('the device of a request', () => {
  test.each([
    ['Firefox', 'Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'],
    ['Firefox', 'Linux', 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'],
    ['Firefox', 'Android', 'Mozilla/5.0 (Android 16; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0'],
    ['Firefox', 'iPhone', `${iPhone} ${iosWebKit} FxiOS/143.0 Mobile/15E148 Safari/605.1.15`],
    ['Firefox', 'macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0'],
    ['Chrome', 'Windows', `${windows} ${webKit} Chrome/140.0.0.0 Safari/537.36`],
    ['Chrome', 'macOS', `${mac} ${webKit} Chrome/140.0.0.0 Safari/537.36`],
    ['Chrome', 'Android', `${android} ${webKit} Chrome/140.0.0.0 Mobile Safari/537.36`],
    ['Chrome', 'ChromeOS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webKit} Chrome/140.0.0.0 Safari/537.36`],
    ['Chrome', 'iPhone', `${iPhone} ${iosWebKit} CriOS/140.0.7339.101 Mobile/15E148 Safari/604.1`],
    ['Chrome', 'Linux', `Mozilla/5.0 (X11; Linux x86_64) ${webKit} HeadlessChrome/140.0.0.0 Safari/537.36`],
    ['Edge', 'Windows', `${windows} ${webKit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`],
    ['Edge', 'Android', `${android} ${webKit} Chrome/140.0.0.0 Mobile Safari/537.36 EdgA/140.0.0.0`],
    ['Edge', 'iPhone', `${iPhone} ${iosWebKit} Version/18.0 EdgiOS/140.0.3485.54 Mobile/15E148 Safari/604.1`],
    ['Opera', 'Windows', `${windows} ${webKit} Chrome/139.0.0.0 Safari/537.36 OPR/124.0.0.0`],
    ['Samsung Internet', 'Android', `${android} ${webKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`],
    ['Safari', 'iPhone', `${iPhone} ${iosWebKit} Version/18.6 Mobile/15E148 Safari/604.1`],
    ['Safari', 'iPad', `Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) ${iosWebKit} Version/18.6 Mobile/15E148 Safari/604.1`],
    ['Safari', 'macOS/iPadOS', `${mac} ${iosWebKit} Version/18.6 Safari/605.1.15`],
  ])('is %s on %s', (browser, system, userAgent) => {
    expect(deviceIn({ 'user-agent': userAgent })).toEqual({ browser, system });
  });

  test.each([
    undefined,
    '',
    'curl/8.15.0',
    'python-requests/2.32.5',
    'Apache-HttpClient/4.5.14 (Java/17.0.16)',
    'Windows NT 10.0',
    'Firefox/143.0',
    'Call +1 555 0100 or open https://evil.example',
    `${' '.repeat(400)}${windows} Firefox/143.0`,
  ])('is unknown if the header is %j', (userAgent) => {
    expect(deviceIn({ ...(userAgent !== undefined && { 'user-agent': userAgent }) })).toBeNull();
  });

  test('M4 is one of our own names, whatever else the header says', () => {
    const device = deviceIn({
      'user-agent': 'Your account is locked. Call +1 555 0100 (Windows NT) Firefox/<b>evil.example</b>',
    });
    expect(device).toEqual({ browser: 'Firefox', system: 'Windows' });
    expect(browsers.some((name) => name === device?.browser) && systems.some((name) => name === device?.system)).toBe(true);
  });
});

test('without any headers the device is unknown', () => {
  expect(deviceIn(undefined)).toBeNull();
});
