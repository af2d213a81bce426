import { describe, expect, test } from '@jest/globals';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import type { PasswordFault, ResetError } from '#lib/reset/errors.ts';
import { acceptablePassword, type PasswordOwner } from '#lib/reset/password.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { passwordFaultSentence } from '#lib/wording/password-fault-sentence.ts';

const owner: PasswordOwner = { realm: 'crafter-studio', tenant: null, username: 'Ännchen', email: 'Ann.Smith@Example.com' };

/** What a password becomes, or what is wrong with it. */
async function check(password: string, differences: Partial<PasswordOwner> = {}, policies = ''): Promise<string | PasswordFault> {
  const rules = passwordRules(parseSettings({ REKEY_PASSWORD_POLICIES: policies }));
  // All that this throws is the rules' own error.
  return acceptablePassword(password, { ...owner, ...differences }, rules).catch(
    (error: ResetError<'password-refused'>) => error.detail,
  );
}

describe('W1 by default', () => {
  test.each([
    ['8 bytes', 'ab cd ef'],
    ['72 bytes', 'x'.repeat(70).concat('é')],
    ['blanks at both ends', '  a b c  '],
    ['eight blanks', ' '.repeat(8)],
    ['only letters', 'correct horse'],
    ['only digits', '8250919634'],
    ['control characters', 'a\tb\u0007c\u001b[0md'],
    ['emoji', '🔑🔑'],
    ['every writing', 'пароль密码كلمةสวัสดี'],
    ['HTML and SQL', `<b>'"; DROP TABLE--`],
    ['a common one and more', 'password1 password1'],
    ['the username and more', 'ännchen1'],
    ['part of the address', 'ann.smith'],
  ])('a password of %s is good, and stays as it is', async (_, password) => {
    expect(await check(password)).toBe(password);
  });

  test.each<[string, string, PasswordFault]>([
    ['of 7 bytes', 'ab cd e', { fault: 'too-short', minimumBytes: 8 }],
    ['that is empty', '', { fault: 'too-short', minimumBytes: 8 }],
    ['on the blocklist', 'password1', { fault: 'too-common' }],
    ['on the blocklist in other letters', 'PassWord1', { fault: 'too-common' }],
    ['that is the username', 'Ännchen', { fault: 'is-username' }],
    ['that is the username in other letters', 'äNNCHEN', { fault: 'is-username' }],
    ['that is the username, decomposed', 'A\u0308nnchen', { fault: 'is-username' }],
    ['that is the address', 'Ann.Smith@Example.com', { fault: 'is-address' }],
    ['that is the address in other letters', 'ann.smith@example.COM', { fault: 'is-address' }],
    ['with half a character', 'good pass \ud83d phrase', { fault: 'not-text' }],
    ['with NUL, where other implementations of bcrypt end', 'good pass\0phrase', { fault: 'not-text' }],
    ['with a replacement character', 'good pass \ufffd phrase', { fault: 'not-text' }],
  ])('a password %s is refused', async (_, password, fault) => {
    expect(await check(password)).toEqual(fault);
  });

  test('a short username and an account without address are no obstacle', async () => {
    expect(await check('a pass phrase', { username: '', email: null })).toBe('a pass phrase');
  });
});

describe('W1 with policies of their own', () => {
  const policies = JSON.stringify({
    'crafter-studio': { minimumBytes: 15 },
    'crafter-studio/lax': { minimumBytes: 1, blocklist: false },
    'traffic-ops': { blocklist: false },
  });

  test.each<[string, Partial<PasswordOwner>, string, string | PasswordFault]>([
    ['a realm has its minimum', {}, 'fourteen bytes', { fault: 'too-short', minimumBytes: 15 }],
    ['a realm has its minimum, exactly', {}, 'fifteen  bytes.', 'fifteen  bytes.'],
    ['a tenant without one has its realm’s', { tenant: 'other' }, 'fourteen bytes', { fault: 'too-short', minimumBytes: 15 }],
    ['a tenant’s goes before its realm’s', { tenant: 'lax' }, '1', '1'],
    ['the blocklist is off', { tenant: 'lax' }, 'password1', 'password1'],
    ['the username is refused all the same', { tenant: 'lax' }, 'ännchen', { fault: 'is-username' }],
    ['what is not said is the default', { realm: 'traffic-ops' }, 'seven b', { fault: 'too-short', minimumBytes: 8 }],
    ['another realm has the default', { realm: 'crafter-profile', tenant: 'lax' }, 'password1', { fault: 'too-common' }],
  ])('%s', async (_, differences, password, outcome) => {
    expect(await check(password, differences, policies)).toEqual(outcome);
  });

  test('an account without a tenant has none of a tenant named null', async () => {
    const named = JSON.stringify({ 'crafter-studio/null': { blocklist: false } });
    expect(await check('password1', { tenant: null }, named)).toEqual({ fault: 'too-common' });
  });

  test.each(['constructor', '__proto__', 'toString'])('a tenant named %s has none by accident', async (tenant) => {
    expect(await check('password1', { tenant })).toEqual({ fault: 'too-common' });
  });
});

describe('W2', () => {
  test.each([
    ['73 letters', 'x'.repeat(73)],
    ['73 bytes in 37 letters', 'é'.repeat(36).concat('x')],
    ['76 bytes in 19 emoji', '🔑'.repeat(19)],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('%s are refused', async (_, password) => {
    expect(await check(password)).toEqual({ fault: 'too-long' });
  });

  test('composed and decomposed forms are one password, and its bytes are those of the composed form', async () => {
    expect(await check('pässphräse')).toBe(await check('pa\u0308ssphra\u0308se'));
    expect(await check('e\u0301'.repeat(36))).toBe('é'.repeat(36));
    expect(await check('e\u0301'.repeat(4))).toBe('é'.repeat(4));
    expect(await check('e\u0301'.repeat(3))).toEqual({ fault: 'too-short', minimumBytes: 8 });
  });

  test('compatibility forms are other passwords', async () => {
    expect(await check('ﬁfteen bytes')).toBe('ﬁfteen bytes');
  });
});

test.each<[PasswordFault, string]>([
  [{ fault: 'is-username' }, 'The password must not be the username.'],
  [{ fault: 'too-short', minimumBytes: 8 }, 'The password must have at least 8 characters; 15 or more are recommended.'],
  [{ fault: 'too-common' }, 'The password is one of the most common ones; choose another.'],
  [{ fault: 'too-long' }, 'The password must not be longer than 72 bytes in UTF-8.'],
  [{ fault: 'is-address' }, 'The password must not be the mail address.'],
  [{ fault: 'not-text' }, 'The password holds a character that cannot be stored.'],
])('W3 says the reason, and nothing of the password: %j', (fault, sentence) => {
  expect(passwordFaultSentence(fault)).toBe(sentence);
});
