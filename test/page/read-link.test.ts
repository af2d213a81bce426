import { describe, expect, test } from '@jest/globals';
import { readLink } from '#lib/page/browser/read-link.ts';

const token = 'AbC-_0123456789AbC-_0123456789AbC-_01234567';
const read = { realm: 'traffic-ops', token };
const link = `https://id.example.com/reset-password#realm=traffic-ops&token=${token}`;
const broken = `${link.slice(0, -20)}\r\n ${link.slice(-20)}`;

test.each([
  ['the link as mailed', link],
  ['&amp; for &', link.replace('&', '&amp;')],
  ['&amp;amp; for &', link.replace('&', '&amp;amp;')],
  ['&#038; for &', link.replace('&', '&#038;')],
  ['#038; for &', link.replace('&', '#038;')],
  ['&#x26; for &', link.replace('&', '&#x26;')],
  ['no &', link.replace('&', '')],
  ['%23 for #', link.replace('#', '%23')],
  ['no #', link.replace('#', '')],
  ['a slash before #', link.replace('#', '/#')],
  ['an encoded fragment', link.replace(/#.*/, encodeURIComponent)],
  ['an encoded link', encodeURIComponent(link)],
  ['a link that is encoded twice', encodeURIComponent(encodeURIComponent(link))],
  ['a link in lower-case escapes', encodeURIComponent(link).toLowerCase().replace(token.toLowerCase(), token)],
  ['a link that a filter wrapped', `https://nam.safelinks.example/?url=${encodeURIComponent(link)}&data=x&reserved=0`],
  [
    'a link in a filter’s link that has its own token',
    `https://f.example/?token=${'x'.repeat(43)}&u=${encodeURIComponent(link)}`,
  ],
  ['a line break inside', broken],
  ['an encoded line break inside', encodeURIComponent(broken)],
  ['a no-break blank inside', link.replace('Ab', 'A\u00a0b')],
  ['a soft hyphen and a zero-width blank inside', link.replace('Ab', 'A\u00ad\u200bb')],
  ['a byte order mark and direction marks around it', `\ufeff\u202a${link}\u202c`],
  ['text around it', `Open this link:\n${link}\nIt expires in 1 hour.`],
  ['a broken escape beside it', `${link}&discount=100%`],
  ['only the fragment', `realm=traffic-ops&token=${token}`],
  ...['.', ',', ')', '>', '"', '»', '。', '…', ';', '!', '%20', '%E2%80%8B', ' \u3000', '_', '-', '*'].map(
    (after) => [`${JSON.stringify(after)} after it`, `${link}${after}`] as const,
  ),
])('reads %s', (_, text) => {
  expect(readLink(text)).toEqual(read);
});

test.each([
  ['alone', token],
  ['with blanks around it', ` \u200b${token}\r\n`],
  ['in quotes', `“${token}”.`],
  ['with a line break inside', `${token.slice(0, 20)}\n${token.slice(20)}`],
  ['with its name', `token=${token}`],
])('reads a code %s, without a realm', (_, text) => {
  expect(readLink(text)).toEqual({ realm: '', token });
});

describe('reads no link from', () => {
  test.each([
    ['nothing', ''],
    ['only the page', 'https://id.example.com/reset-password'],
    ['a link without a token', link.replace(/&.*/, '')],
    ['a token that was cut', link.slice(0, -1)],
    ['a token with something after it', `${link}x`],
    ['a code that is too long', `${token}x`],
    ['two codes', `${token} ${token}`],
    ['markup', '<img src=x onerror=alert(1)>'],
  ])('%s', (_, text) => {
    expect(readLink(text)).toBeNull();
  });
});

test('the realm is the word in the link, without any markup', () => {
  expect(readLink(link.replace('traffic-ops', 'constructor'))).toEqual({ realm: 'constructor', token });
  expect(readLink(link.replace('traffic-ops', '<b>'))).toEqual({ realm: '', token });
});

test('reads only the beginning of a very long text', () => {
  expect(readLink(`${' '.repeat(40_000)}${link}`)).toEqual(read);
  expect(readLink(`${' '.repeat(60_000)}${link}`)).toBeNull();
});
