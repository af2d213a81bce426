import { expect, test } from '@jest/globals';
import { strengthOf } from '#lib/page/browser/strength.ts';

test.each([
  [0, ''],
  [0, 'a'],
  [0, '12345678'],
  [0, 'aaaaaaaaaaaaaaaaaaaa'],
  [0, 'qwertzuiop'],
  [0, 'abcdefghijkl'],
  [0, 'abcabcabcabc'],
  [0, 'sommer'],
  [1, 'sommer24'],
  [2, 'Sommer24!'],
  [3, 'blaue4Vase'],
  [4, 'correct horse battery staple'],
  [4, 'ガラスの鍵穴と青い傘'],
  [4, 'k7#Qz!9wLp2x'],
])('is %i for %j', (strength, password) => {
  expect(strengthOf(password, false)).toBe(strength);
});

test('is the lowest for a common password, whatever it looks like', () => {
  expect(strengthOf('k7#Qz!9wLp2x', true)).toBe(0);
});
