import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { isWellFormedToken, mintToken, sha256 } from '#lib/reset/token.ts';

test('a token is 43 characters of Base64url and is stored as its SHA-256', () => {
  const { token, tokenHash } = mintToken();
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(tokenHash).toBe(sha256(token));
  expect(isWellFormedToken(token)).toBe(true);
});

test('K9 ten thousand tokens are all different', () => {
  const tokens = new Set(Array.from({ length: 10_000 }, () => mintToken().token));
  expect(tokens.size).toBe(10_000);
});

const sources = globSync(['lib/**/*.ts', 'functions/**/*.ts']).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const pathsWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test('K9 our code does not use Math.random or randomUUID, and only one file uses the system’s random generator', () => {
  expect(sources.length).toBeGreaterThan(10);
  expect(pathsWith(/Math\s*\.\s*random|randomUUID|pseudoRandomBytes/)).toEqual([]);
  expect(pathsWith(/randomBytes|randomFill|getRandomValues|randomInt|webcrypto/)).toEqual(['lib/reset/token.ts']);
});

const good = 'A'.repeat(43);
const malformed = [
  '',
  ' ',
  'undefined',
  good.slice(1),
  `${good}A`,
  `${good}\n`,
  ` ${good.slice(1)}`,
  `${good.slice(1)}=`,
  `${good.slice(1)}+`,
];

test.each(
  [...malformed, `%41${good.slice(1)}`, `${good.slice(1)}é`, 'A'.repeat(1_000_000)].map((text) => [text.slice(0, 50), text]),
)('K8 %j is not a well-formed token', (_, text) => {
  expect(isWellFormedToken(text)).toBe(false);
});
