import { expect, test } from '@jest/globals';
import { strengthOf } from '#lib/page/browser/strength.ts';
import { calendarWords } from '#lib/passwords/calendar-words.ts';
import { commonPasswords } from '#lib/passwords/common-passwords.ts';
import { holdsLine } from '#lib/passwords/holds-line.ts';
import { contextWords } from '#lib/reset/context-words.ts';

const guessable = {
  isCommon: (lowered: string) => holdsLine(commonPasswords, lowered),
  isInCalendar: (lowered: string) => calendarWords.split('\n').includes(lowered),
  contextWords: contextWords(['jane.doe', 'Crafter Studio']),
};
const nothingKnown = { isCommon: () => false, isInCalendar: () => false, contextWords: [] };

test.each([
  [0, ''],
  [0, 'a'],
  [0, '12345678'],
  [0, 'aaaaaaaaaaaaaaaaaaaa'],
  [0, 'qwertzuiop'],
  [0, 'abcdefghijkl'],
  [0, 'abcabcabcabc'],
  [0, 'sommer'],
  [0, 'sommer2024'],
  [0, 'Sommer2024!'],
  [0, 'S0mm3r2024'],
  [0, 'estate2023'],
  [0, 'Février1987'],
  [0, '夏天2024'],
  [0, 'ربيع2024'],
  [0, 'blueberryblueberry'],
  [0, 'azertyuiop2020'],
  [0, 'jane2024jane2024'],
  [0, 'CrafterStudio2025'],
  [0, 'P4ssw0rd2024'],
  [0, 'sunshineFootball'],
  [2, 'sunshineFootballDragon'],
  [3, 'blaue4Vase'],
  [4, 'correct horse battery staple'],
  [4, 'ガラスの鍵穴と青い傘'],
  [4, 'k7#Qz!9wLp2x'],
])('is %i for %j', (strength, password) => {
  expect(strengthOf(password, guessable)).toBe(strength);
});

test('is the lowest for a common password, whatever it looks like', () => {
  expect(strengthOf('k7#Qz!9wLp2x', { ...nothingKnown, isCommon: () => true })).toBe(0);
});
