import { expect, test } from '@jest/globals';
import { singleAddress } from '#lib/reset/address.ts';

test.each([
  'a@b',
  'a@b.c',
  'a@b.c.d',
  'test@mail.example',
  'a@x.example',
  'Test.User+tag@Sub-Domain.Example.COM',
  "!#$%&'*+/=?^_`{|}~-@example.com",
  'a@1.2',
  'a@xn--bcher-kva.example',
])('M1 %s is one address, and is accepted unchanged', (text) => {
  expect(singleAddress(text)).toBe(text);
});

test.each([
  ['Jürgen’s host, in letters', 'a@bücher.example', 'a@xn--bcher-kva.example'],
  ['one with digits', 'A@bücher1.example', 'A@xn--bcher1-3ya.example'],
  ['one in decomposed letters', 'a@bu\u0308cher.example', 'a@xn--bcher-kva.example'],
  ['one of one letter', 'a@ü', 'a@xn--tda'],
])('M1 an international domain is sent in ASCII: %s', (_, text, address) => {
  expect(singleAddress(text)).toBe(address);
});

test.each([
  ['foo..bar.@docomo.example', '"foo..bar."@docomo.example'],
  ['a..b@c.d', '"a..b"@c.d'],
  ['.a@b.c', '".a"@b.c'],
  ['a.@B\u00fccher.example', '"a."@xn--bcher-kva.example'],
])('M1 a local part with dots where no address may have them is quoted: %s', (text, address) => {
  expect(singleAddress(text)).toBe(address);
});

test.each([
  [`${'a'.repeat(64)}@example.com`, true],
  [`${'a'.repeat(65)}@example.com`, false],
  [`a@${'b.'.repeat(125)}cc`, true],
  [`a@${'b.'.repeat(126)}cc`, false],
])('M1 an address that is too long for an envelope is not accepted: %s', (text, isOne) => {
  expect(singleAddress(text) !== undefined).toBe(isOne);
});

test.each([
  '',
  'a',
  '@',
  'a@',
  '@b.c',
  'a@b@c',
  'a@b.c,d@e.f',
  'a@b.c d',
  'a b@c.d',
  '"a"@b.c',
  'a@.b',
  'a@b.',
  'a@b..c',
  'a@-b.c',
  'a@b-.c',
  'a@b.-c',
  'a@b.c-',
  'a@[127.0.0.1]',
  'Foo <a@b.c>',
  'jürgen@b.c',
])('M1 %j is not one bare address', (text) => {
  expect(singleAddress(text)).toBeUndefined();
});

test.each(['\r\n', '\n', '\t', '\0', ' ', '\u00ad', '\u200b', '\u3000', '@', '/', ':', '?', '#'])(
  'M3 %j does not disappear from a domain, in ASCII or not',
  (character) => {
    for (const domain of ['bcher.example', 'bücher.example']) {
      const places = [`${character}${domain}`, `${domain.slice(0, 2)}${character}${domain.slice(2)}`, `${domain}${character}`];
      expect(places.map((place) => singleAddress(`a@${place}`))).toEqual([undefined, undefined, undefined]);
    }
  },
);

test('M1 letters that cannot form a domain do not make an address', () => {
  expect(singleAddress('a@\u0301b.example')).toBeUndefined();
});
