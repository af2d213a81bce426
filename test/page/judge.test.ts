import { expect, test } from '@jest/globals';
import { judge } from '#lib/page/browser/judge.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { acceptablePassword, type PasswordRules } from '#lib/reset/password.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const owner = {
  username: 'jane.doe',
  minimumCharacters: 8,
  maximumCharacters: null,
  refusesCommon: true,
  serviceNames: ['Crafter Studio'],
};
const ofServer = { realm: 'crafter-studio', tenant: null, username: owner.username, email: null } as const;
const settings = {};
const rules = passwordRules(parseSettings(settings));
const rulesBeforeStudio = passwordRules(
  parseSettings({ ...settings, REKEY_CRAFTER_STUDIO_URL: 'https://cms.example.com/studio' }),
);
const accepts = (password: string, by: PasswordRules) =>
  acceptablePassword(password, ofServer, by).then(
    () => true,
    () => false,
  );

test.each([
  ['two emoji, which are 8 bytes', '🔑🔑', 'atLeast'],
  ['seven emoji', '🔑'.repeat(7), 'atLeast'],
  ['eight emoji', '🔑'.repeat(8), null],
  ['eight letters, decomposed', 'e\u0301'.repeat(8), null],
  ['seven letters, decomposed', 'e\u0301'.repeat(7), 'atLeast'],
  ['eight blanks', ' '.repeat(8), 'onlyBlanks'],
  ['blanks of other scripts', '\u3000\u00a0\u200b\u2003'.repeat(2), 'onlyBlanks'],
  ['72 bytes', 'é'.repeat(36), null],
  ['72 bytes, decomposed', '\u03b9\u0308\u0301'.repeat(36), null],
  ['73 bytes', `${'é'.repeat(36)}x`, 'tooLong'],
  ['a megabyte', 'x'.repeat(1_000_000), 'tooLong'],
  ['the username', 'Jane.Doe', 'isUsername'],
  ['the username and a year', 'Jane.Doe2024', 'fromContext'],
  ['the product', 'Cr4fter-Studi0', 'fromContext'],
  ['the username and a phrase', 'jane likes blue vases', null],
])('W1 the page judges like the server: %s', async (_, password, fault) => {
  expect(judge(password, owner).fault).toBe(fault);
  expect(await accepts(password, rules)).toBe(fault === null);
});

test.each([
  ['128 letters', 'é'.repeat(128), null],
  ['128 letters, decomposed', 'e\u0301'.repeat(128), null],
  ['64 emoji, which a form counts as 128 characters', '🔑'.repeat(64), null],
  ['129 letters', 'x'.repeat(129), 'tooLong'],
  ['65 emoji', '🔑'.repeat(65), 'tooLong'],
  ['a megabyte', 'x'.repeat(1_000_000), 'tooLong'],
  ['seven emoji', '🔑'.repeat(7), 'atLeast'],
])('W1 the page judges like the server if Studio’s own server keeps the password: %s', async (_, password, fault) => {
  expect(judge(password, { ...owner, maximumCharacters: 128 }).fault).toBe(fault);
  expect(await accepts(password, rulesBeforeStudio)).toBe(fault === null);
});
