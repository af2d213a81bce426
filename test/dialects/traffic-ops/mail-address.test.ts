import { describe, expect, test } from '@jest/globals';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { canonicalAddress } from '#lib/reset/address.ts';

const found = (given: readonly string[]) => given.map((text) => [text, mailAddressIn(text)]);
const refusedAll = (given: readonly string[]) => given.map((text) => [text, null]);

describe('one mail address', () => {
  test.each([
    ['a@b.c', 'a@b.c'],
    ['test@example.com', 'test@example.com'],
    ['Test.User+tag@Sub.Example.COM', 'Test.User+tag@Sub.Example.COM'],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ['admin@localhost', 'admin@localhost'],
    ['jürgen@bücher.example', 'jürgen@bücher.example'],
    ['用户@例子.公司', '用户@例子.公司'],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['test%0d%0a@example.com', 'test%0d%0a@example.com'],
  ])('M1 %s is accepted unchanged', (given, address) => {
    expect(mailAddressIn(given)).toBe(address);
  });

  test.each([
    'Foo Bar <a@b.c>',
    '"Foo" <a@b.c>',
    '"Bar, Foo; (x) other@example.com" <a@b.c>',
    'Jürgen Größe <a@b.c>',
    'Foo<a@b.c>',
    '"" <a@b.c>',
    'Foo \t <a@b.c>',
    '<a@b.c>',
    '  a@b.c\t',
    '\t<a@b.c> ',
    'a@b.c \t ',
    'a@b.c\r\n',
    '\ufeff\u200ba@b.c\u200e\u2029',
    'Foo <a@b.c>\u00a0\n',
  ])('M1 %j is read as a@b.c', (given) => {
    expect(mailAddressIn(given)).toBe('a@b.c');
  });
});

test('M1 lists of addresses are refused', () => {
  const lists = [
    'a@b.c,d@e.f',
    'a@b.c, d@e.f',
    'a@b.c;d@e.f',
    'a@b.c d@e.f',
    'a@b.c\td@e.f',
    'a@b.c,',
    ',a@b.c',
    'a@b.c;',
    '<a@b.c>,<d@e.f>',
    '<a@b.c> <d@e.f>',
    'Foo <a@b.c>, Bar <d@e.f>',
    'Foo <a@b.c>; Bar <d@e.f>',
    '"Foo" <a@b.c>, "Bar" <d@e.f>',
    '"Foo" <a@b.c,d@e.f>',
    'Foo <a@b.c d@e.f>',
    'a@b.c <d@e.f>',
    'a@b.c|d@e.f@g.h',
    'a@b.c@d.e',
  ];
  expect(found(lists)).toEqual(refusedAll(lists));
});

test('M1 groups, routes, comments, quoted local parts and domain literals are refused', () => {
  const forms = [
    'Team: a@b.c;',
    'Team: a@b.c, d@e.f;',
    'undisclosed-recipients:;',
    '<@relay.example:a@b.c>',
    'a@b.c (a comment)',
    '(a comment) a@b.c',
    'a(comment)@b.c',
    'a@(comment)b.c',
    '"a"@b.c',
    '"a@d.e"@b.c',
    '"a b"@b.c',
    'a\\@d.e@b.c',
    'a@[127.0.0.1]',
    'a@[IPv6:::1]',
    'mailto:a@b.c',
    '"Foo \\" <d@e.f>" <a@b.c>',
    'Foo "Bar" <a@b.c>',
  ];
  expect(found(forms)).toEqual(refusedAll(forms));
});

test('M1 text that is not an address is refused', () => {
  const texts = [
    '',
    ' ',
    '@',
    'a',
    'a@',
    '@b.c',
    '.a@b.c',
    'a.@b.c',
    'a..b@c.d',
    'a@.b',
    'a@b.',
    'a@b..c',
    '<>',
    '<a@b.c',
    'a@b.c>',
    '<<a@b.c>>',
    '< a@b.c >',
    '<a@b.c> x',
    'a @b.c',
    'a@ b.c',
  ];
  expect(found(texts)).toEqual(refusedAll(texts));
});

test('M3 control characters such as CR, LF and NUL are refused inside of an address, and never become part of it at its ends', () => {
  for (const control of ['\r', '\n', '\r\n', '\r\n ', '\0', '\x08', '\v', '\f', '\x1b', '\x7f', '\u0085', '\u2028', '\u2029']) {
    const places = [`a${control}@b.c`, `a@b${control}.c`, `a@b.c${control}Bcc: d@e.f`, `Foo <a@b.c${control}>`];
    expect(found(places)).toEqual(refusedAll(places));
    const isBlank = /\s|\u0085/.test(control);
    for (const place of [`${control}a@b.c`, `a@b.c${control}`, `Foo <a@b.c>${control}`, `${control}Foo <a@b.c>`]) {
      expect(mailAddressIn(place)).toBe(isBlank ? 'a@b.c' : null);
    }
  }
});

test('M3 a display name with a control character is refused too', () => {
  for (const control of ['\r\n', '\n', '\0', '\x1b']) {
    const places = [`Foo${control}Bar <a@b.c>`, `Foo${control}<a@b.c>`, `"Foo${control}" <a@b.c>`];
    expect(found(places)).toEqual(refusedAll(places));
  }
});

test('M2 invisible characters are refused inside of an address, and blanks and format characters are removed at its ends', () => {
  const unseen = [
    '\u00a0',
    '\u3000',
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2060',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\uffff',
    '\ue000',
  ];
  const places = unseen.flatMap((character) => [`a${character}@b.c`, `a@b${character}.c`]);
  expect(found(places)).toEqual(refusedAll(places));
  for (const character of unseen) {
    const address = /(?!\u00ad)[\s\p{Z}\p{Cf}]/u.test(character) ? 'a@b.c' : null;
    expect([mailAddressIn(`${character}a@b.c`), mailAddressIn(`a@b.c${character}`)]).toEqual([address, address]);
  }
});

test('M2 look-alikes stay different addresses, whether in the local part or in the domain', () => {
  const lookAlikes = [
    ['mike', 'mıke'],
    ['mike', 'mİke'],
    ['mike', 'mi\u212ae'],
    ['mike', 'ｍｉｋｅ'],
    ['mike', 'mike\u0301'],
    ['mike', 'mіke'],
    ['strasse', 'straße'],
    ['straße', 'STRAẞE'],
    ['jos\u00e9', 'jose\u0301'],
    ['jürgen', 'JÜRGEN'],
    ['test', 'te\u017ft'],
  ].flatMap(([name, other]) => [
    [`${name}@example.com`, `${other}@example.com`],
    [`a@${name}.com`, `a@${other}.com`],
  ]);
  for (const [address = '', lookAlike = ''] of lookAlikes) {
    expect(canonicalAddress(mailAddressIn(lookAlike) ?? '')).not.toBe(canonicalAddress(address));
  }
});

test('M2 only the letter case of ASCII letters is ignored', () => {
  expect(canonicalAddress(mailAddressIn('Foo <TEST@Example.COM>') ?? '')).toBe('test@example.com');
});

test('M1 an address of 254 characters is accepted, and one of 255 is refused', () => {
  const longest = `${'a'.repeat(64)}@${'b.'.repeat(93)}com`;
  expect(longest).toHaveLength(254);
  expect(mailAddressIn(longest)).toBe(longest);
  expect(mailAddressIn(`Foo <${longest}>`)).toBe(longest);
  expect(mailAddressIn(`a${longest}`)).toBeNull();
  expect(mailAddressIn(`Foo <a${longest}>`)).toBeNull();
});

test('F2 a text of 1,000 characters is read, and a longer one is refused', () => {
  const named = (length: number) => `${'Foo '.repeat(length)}<a@b.c>`.slice(-length);
  expect(mailAddressIn(named(1_000))).toBe('a@b.c');
  expect(mailAddressIn(named(1_001))).toBeNull();
});

test('F2 hostile texts are refused at once', () => {
  const texts = [
    ' '.repeat(16_000),
    `${' '.repeat(990)}x`,
    `"${'"'.repeat(998)}`,
    `${'a.'.repeat(499)}a`,
    `${'a'.repeat(999)}<`,
    `${' '.repeat(500)}<${' '.repeat(490)}`,
    '@'.repeat(1000),
  ];
  const begun = process.cpuUsage();
  expect(found(texts)).toEqual(refusedAll(texts));
  // This is processor time, because the clock also counts the time of other processes. A pattern that backtracks takes minutes.
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(500);
});
