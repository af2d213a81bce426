import { describe, expect, test } from '@jest/globals';
import { isAllowedLink, linkWithToken, templateLink } from '#lib/reset/reset-link.ts';

const overHttps = { allowPlainHttp: false };
const allowed = ['https://good.example', 'https://app.example:8443/reset'];
const isAllowed = (url: string) => isAllowedLink(url, allowed, overHttps);

describe('an application may send', () => {
  test.each([
    'https://good.example',
    'https://good.example/',
    'https://good.example/a/b?c=d&e=%2F..#/f',
    'https://good.example/?',
    'https://good.example/a%20b/v1.2/..c',
    'https://good.example/a../b.',
    'https://good.example/?next=../x',
    'https://good.example/#/reset?lang=en',
    'https://good.example/#/reset%3Flang=en',
    'https://good.example/?a=b#/reset?lang=en',
    'https://good.example/#!/reset?lang=en&back=/a/b',
    'https://good.example/?next=/account&at=12:30&mail=a@b.example',
    'https://good.example/?tokenIdentity=1&token=tokenId',
    'https://app.example:8443/reset',
    'https://app.example:8443/reset/',
    'https://app.example:8443/reset/page?x=1',
  ])('%s', (url) => {
    expect(isAllowed(url)).toBe(true);
  });
});

describe('M6 is refused:', () => {
  test.each([
    ['no URL', ''],
    ['a relative URL', '/reset'],
    ['another host', 'https://evil.example/'],
    ['a scheme-relative URL', '//evil.example'],
    ['a look-alike domain', 'https://good.example.evil.example'],
    ['a look-alike domain before it', 'https://evilgood.example'],
    ['an allowed host as user', 'https://good.example@evil.example/'],
    ['a user', 'https://user@good.example/'],
    ['a user and a password', 'https://user:password@good.example/'],
    ['an empty user', 'https://@good.example/'],
    ['a password alone', 'https://:password@good.example/'],
    ['an encoded dot in the host', 'https://good%2eexample/'],
    ['an upper-case host', 'https://GOOD.example/'],
    ['a full-width letter', 'https://ｇood.example/'],
    ['a trailing dot in the host', 'https://good.example./'],
    ['two backslashes', '\\\\good.example'],
    ['backslashes after the scheme', 'https:\\\\good.example'],
    ['a backslash in the path', 'https://good.example/a\\b'],
    ['a backslash in the query', 'https://good.example/?a\\b'],
    ['a backslash in the fragment', 'https://good.example/#a\\b'],
    ['a backslash before a user', 'https://evil.example\\@good.example/'],
    ['no slashes', 'https:good.example'],
    ['three slashes', 'https:///good.example'],
    ['a tab inside', 'https://good.exa\tmple/'],
    ['a line break inside', 'https://good.example/a\nb'],
    ['a line break at the end', 'https://good.example/\r\n'],
    ['a NUL', 'https://good.example/\0'],
    ['a blank', 'https://good.example/a b'],
    ['a blank before it', ' https://good.example/'],
    ['a non-ASCII character', 'https://good.example/é'],
    ['a quote', 'https://good.example/"onclick='],
    ['an angle bracket', 'https://good.example/<b>'],
    ['javascript:', 'javascript:alert(1)//https://good.example'],
    ['data:', 'data:text/html,https://good.example'],
    ['another scheme', 'ftp://good.example/'],
    ['plain http', 'http://good.example/'],
    ['another port', 'https://good.example:8443/'],
    ['the default port written out', 'https://good.example:443/'],
    ['no port where one is allowed', 'https://app.example/reset'],
    ['a path beside the prefix', 'https://app.example:8443/'],
    ['a path that only begins like the prefix', 'https://app.example:8443/resets'],
    ['a path in other letters', 'https://app.example:8443/Reset'],
    ['a query where the parser adds a slash', 'https://good.example?a=b'],
  ])('%s', (_, url) => {
    expect(isAllowed(url)).toBe(false);
  });

  test.each(
    [
      '..',
      '.',
      '%2e%2e',
      '%2E%2e',
      '.%2e',
      '%2E.',
      '%2e',
      '..%2f',
      '..%5c',
      '%252e%252e',
      '%25252E.',
      '..;x',
      '..%3bx',
      '%2f..',
    ].flatMap((dots) => [`https://app.example:8443/reset/${dots}/admin`, `https://app.example:8443/reset/${dots}`]),
  )('a dot segment, as in %s', (url) => {
    expect(isAllowed(url)).toBe(false);
  });

  test.each([
    '?tokenId=x',
    '?a=b&tokenId=x',
    '?tokenId',
    '?%74okenId=x',
    '?token%49d=x',
    '#tokenId=x',
    '#/page?tokenId=x',
    '#!/page?a=b&%74oken%49d=x',
    '?a=b;tokenId=x',
    'a;tokenId=x',
  ])('its own tokenId parameter, as in %s', (rest) => {
    expect(isAllowed(`https://good.example/${rest}`)).toBe(false);
  });

  test.each([
    '?to=https://evil.example/?',
    '?to=//evil.example',
    '?to=a://evil.example',
    '?to=https%3A%2F%2Fevil.example',
    '?to=https%253A%252F%252Fevil.example',
    '?to=https%25253A%25252525252Fevil.example',
    '?to=%2f%2fevil.example',
    '?to=/%2Fevil.example',
    '?to=%5C%5Cevil.example',
    '?to=/%5cevil.example',
    '?to=/%09/evil.example',
    '?to=%2f%250a%2fevil.example',
    '?to=http:evil.example',
    '?to=HTTPS:/evil.example',
    '?to=https%3aevil.example',
    '?to=%%32f%%32fevil.example',
    '?to=/go?x=1',
    '?to=/go%3Fx=1',
    '?to=/go%253Fx=1',
    '??a',
    '#//evil.example',
    '#/go?to=https://evil.example',
    '#/go?to=%2F%2Fevil.example',
    '#/go?to=/x?y',
    '#/go?to=/x%253fy',
    '#!/go?to=%5c/evil.example',
    '?a=b#/go?to=//evil.example',
  ])('a place inside of it that a page could send its reader to, as in %s', (rest) => {
    expect(isAllowed(`https://good.example/go${rest}`)).toBe(false);
  });

  test.each([
    '//evil.example',
    '/%2Fevil.example',
    '/%252fevil.example',
    '/%5cevil.example',
    '/%09/evil.example',
    '/go/https://evil.example',
    '/go/https:%2f%2fevil.example',
    '/go/http:evil.example',
  ])('a place in its path that a server could send its reader to, as in %s', (path) => {
    expect(isAllowed(`https://good.example${path}`)).toBe(false);
  });

  test.each([
    '?to=javascript:alert(1)',
    '?to=JavaScript%3Aalert(1)',
    '?to=java%0ascript%253aalert(1)',
    '?to=data:text/html,x',
    '?to=vbscript:x',
    '#/go?to=javascript:alert(1)',
  ])('a script inside of it that a page could run, as in %s', (rest) => {
    expect(isAllowed(`https://good.example/go${rest}`)).toBe(false);
  });

  test('a URL over 2,048 characters', () => {
    const start = 'https://good.example/';
    expect(isAllowed(start.padEnd(2_048, 'x'))).toBe(true);
    expect(isAllowed(start.padEnd(2_049, 'x'))).toBe(false);
  });

  test('everything, when the allow-list is empty', () => {
    expect(isAllowedLink('https://good.example/', [], overHttps)).toBe(false);
  });

  test.each([
    '',
    'good.example',
    'https://',
    '*',
    'https://good.example/?a=b',
    'https://good.example/#a',
    'https://user@good.example/',
  ])('a URL under the allow-list entry %j, which is not an origin with a prefix', (entry) => {
    expect(isAllowedLink('https://good.example/', [entry], overHttps)).toBe(false);
  });
});

describe('plain http', () => {
  test.each(['http://localhost:8080/reset', 'http://127.0.0.1/', 'http://[::1]:3000/'])('is accepted for loopback: %s', (url) => {
    expect(isAllowedLink(url, [url], overHttps)).toBe(true);
  });

  test('is accepted for other hosts only in the local demo', () => {
    expect(isAllowedLink('http://example.com', ['http://example.com'], { allowPlainHttp: true })).toBe(true);
    expect(isAllowedLink('http://example.com/below/it', ['http://example.com'], { allowPlainHttp: true })).toBe(true);
    expect(isAllowedLink('http://example.com', ['http://example.com'], overHttps)).toBe(false);
    expect(isAllowedLink('http://localhost.evil.example/', ['http://localhost.evil.example/'], overHttps)).toBe(false);
  });

  test('is the only scheme besides https that is accepted for loopback', () => {
    expect(isAllowedLink('ftp://localhost/', ['ftp://localhost/'], { allowPlainHttp: true })).toBe(false);
  });

  test('is not accepted if the list allows https', () => {
    expect(isAllowedLink('http://good.example/', allowed, { allowPlainHttp: true })).toBe(false);
  });
});

test('an allow-list entry that ends in a slash allows the paths below it, but not the path without the slash', () => {
  const isBelow = (url: string) => isAllowedLink(url, ['https://good.example/a/'], overHttps);
  expect(isBelow('https://good.example/a/')).toBe(true);
  expect(isBelow('https://good.example/a/b')).toBe(true);
  expect(isBelow('https://good.example/a')).toBe(false);
});

test.each([
  ['http://example.com', 'http://example.com?tokenId=T'],
  ['http://example.com/', 'http://example.com/?tokenId=T'],
  ['https://a.example/x?', 'https://a.example/x?tokenId=T'],
  ['https://a.example/x?b=c', 'https://a.example/x?b=c&tokenId=T'],
  ['https://a.example/x?b=c&', 'https://a.example/x?b=c&tokenId=T'],
  ['https://a.example/x#part', 'https://a.example/x?tokenId=T#part'],
  ['https://a.example/x#', 'https://a.example/x?tokenId=T#'],
  ['https://a.example/x#part/d', 'https://a.example/x?tokenId=T#part/d'],
  ['https://a.example/x?b=c#part?d', 'https://a.example/x?b=c&tokenId=T#part?d'],
  ['https://a.example/#/reset', 'https://a.example/#/reset?tokenId=T'],
  ['https://a.example/#!/reset', 'https://a.example/#!/reset?tokenId=T'],
  ['https://a.example/#!reset', 'https://a.example/?tokenId=T#!reset'],
  ['https://a.example/?b=c#/reset', 'https://a.example/?b=c#/reset?tokenId=T'],
  ['https://a.example/#/reset?b=c', 'https://a.example/#/reset?b=c&tokenId=T'],
  ['https://a.example/#/reset?', 'https://a.example/#/reset?tokenId=T'],
  ['https://a.example/#/reset?b=c&', 'https://a.example/#/reset?b=c&tokenId=T'],
])('the token joins %s as %s', (url, link) => {
  expect(linkWithToken(url, 'T')).toBe(link);
});

test('a configured link holds the token wherever {token} stands', () => {
  expect(templateLink('https://a.example/#/reset?token={token}&again={token}', "$&$'T")).toBe(
    "https://a.example/#/reset?token=$&$'T&again=$&$'T",
  );
});
