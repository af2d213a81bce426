import { expect, test } from '@jest/globals';
import { canonicalId } from '#lib/reset/typed-name.ts';

const studio = (id: string) => canonicalId({ realm: 'crafter-studio', id });

test.each([
  ['Jane.Doe', 'jane.doe'],
  ['JANE.DOE ', 'jane.doe'],
  [' jane.doe\u00a0', 'jane.doe'],
  ['JÜRGEN', 'jürgen'],
  ['ΣΊΣΥΦΟΣ', 'σίσυφοσ'],
  ['ЖАННА', 'жанна'],
  ['jane doe', 'jane doe'],
])('S1 the Studio username %j is stored under %j', (username, id) => {
  expect(studio(username)).toBe(id);
});

test.each([
  ['an accent', 'jürgen', 'jurgen'],
  ['a combining accent', 'j\u00fcrgen', 'ju\u0308rgen'],
  ['the Kelvin sign', 'mike', 'mi\u212ae'],
  ['a dotless i', 'mike', 'mıke'],
  ['a dotted capital I', 'mike', 'MİKE'],
  ['ß and ss', 'weiß', 'WEISS'],
  ['a full-width letter', 'mike', 'ＭIKE'],
  ['a ligature', 'fine', 'ﬁne'],
  ['a soft hyphen', 'jane', 'jane\u00ad'],
  ['a blank inside', 'janedoe', 'jane doe'],
])('M2 %s makes a different name', (_, one, other) => {
  expect(studio(one)).not.toBe(studio(other));
});

test('a canonical id is its own canonical id', () => {
  for (const id of ['Jane.Doe ', 'MİKE', 'WEIẞ', 'ΣΊΣΥΦΟΣ', 'ǅ']) {
    expect(studio(studio(id))).toBe(studio(id));
  }
});

test.each(['crafter-profile', 'traffic-ops'] as const)('ids of %s are compared exactly', (realm) => {
  expect(canonicalId({ realm, id: ' Test ' })).toBe(' Test ');
});
