import { expect, test } from '@jest/globals';
import { acceptedEncoding } from '#lib/http/accepted-encoding.ts';

test.each<[string, string | undefined]>([
  ['', undefined],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['deflate, zstd', undefined],
  ['identity', undefined],
  ['GZIP', 'gzip'],
  ['br;q=0.5, gzip', 'gzip'],
  ['br;Q=0.5,gzip ; q=0.4', 'br'],
  ['br;q=0, gzip;q=0', undefined],
  ['br;q=0.000, *', 'gzip'],
  ['*', 'br'],
  ['*;q=0.1', 'br'],
  ['*;q=0', undefined],
  ['*;q=0, gzip', 'gzip'],
  ['identity;q=0', undefined],
  ['identity;q=0, *;q=0', undefined],
  ['identity, gzip;q=0.5', undefined],
  ['identity;q=0.5, gzip;q=0.6', 'gzip'],
  ['identity;q=0.5, *;q=0.5', 'br'],
  ['br;q=much, gzip', 'gzip'],
  ['br;level=4;q=0, gzip;q=', undefined],
  [',;q=1,, ;', undefined],
])('a client that accepts %j gets %s', (acceptEncoding, encoding) => {
  expect(acceptedEncoding(acceptEncoding, ['br', 'gzip'])).toBe(encoding);
});
