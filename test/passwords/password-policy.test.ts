import { describe, expect, test } from '@jest/globals';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import type { PasswordFault, ResetError } from '#lib/reset/errors.ts';
import { acceptablePassword, type PasswordOwner } from '#lib/reset/password.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { passwordFaultSentence } from '#lib/wording/password-fault-sentence.ts';

const owner: PasswordOwner = { realm: 'crafter-studio', tenant: null, username: 'Ännchen', email: 'Ann.Smith@Example.com' };

/** The password in the form to store, or what is wrong with it. */
async function check(password: string, differences: Partial<PasswordOwner> = {}, policies = ''): Promise<string | PasswordFault> {
  const rules = passwordRules(parseSettings({ REKEY_PASSWORD_POLICIES: policies }));
  // This throws only the rules' own error.
  return acceptablePassword(password, { ...owner, ...differences }, rules).catch(
    (error: ResetError<'password-refused'>) => error.detail,
  );
}

describe('W1 by default', () => {
  test.each([
    ['8 characters', 'ab cd ef'],
    ['72 bytes', 'x'.repeat(70).concat('é')],
    ['blanks at both ends', '  a b c  '],
    ['blanks and one letter', `${' '.repeat(7)}a`],
    ['only letters', 'correct horse'],
    ['only digits', '8250919634'],
    ['control characters', 'a\tb\u0007c\u001b[0md'],
    ['eight emoji', '🔑🔑🔒🗝🔑🔒🗝🔑'],
    ['several scripts', 'пароль密码كلمةสวัสดี'],
    ['HTML and SQL', `<b>'"; DROP TABLE--`],
    ['a common password and more text', 'password1 password1'],
    ['the username and a phrase', 'ännchens blaue Vase'],
    ['a part of the address and a phrase', 'smith sells sea shells'],
    ['the product and a phrase', 'crafters brew ginger ale'],
    ['a part of the username that has three letters', 'ann84519'],
  ])('a password of %s is accepted unchanged', async (_, password) => {
    expect(await check(password)).toBe(password);
  });

  test.each<[string, string, PasswordFault]>([
    ['of 7 characters', 'ab cd e', { fault: 'too-short', minimumCharacters: 8 }],
    ['of two emoji, which are 8 bytes', '🔑🔑', { fault: 'too-short', minimumCharacters: 8 }],
    ['of seven emoji, which are 14 UTF-16 units', '🔑'.repeat(7), { fault: 'too-short', minimumCharacters: 8 }],
    ['of eight blanks', ' '.repeat(8), { fault: 'only-blanks' }],
    [
      'of blanks that are not ASCII, and format characters',
      '\u00a0\u3000\u2003\u200b\t\u2060\ufeff\u200e',
      { fault: 'only-blanks' },
    ],
    ['that is empty', '', { fault: 'too-short', minimumCharacters: 8 }],
    ['on the blocklist', 'password1', { fault: 'too-common' }],
    ['on the blocklist in another letter case', 'PassWord1', { fault: 'too-common' }],
    ['that is the username', 'Ännchen', { fault: 'is-username' }],
    ['that is the username in another letter case', 'äNNCHEN', { fault: 'is-username' }],
    ['that is the username, decomposed', 'A\u0308nnchen', { fault: 'is-username' }],
    ['that is the address', 'Ann.Smith@Example.com', { fault: 'is-address' }],
    ['that is the address in another letter case', 'ann.smith@example.COM', { fault: 'is-address' }],
    ['that is the username and digits', 'ännchen1', { fault: 'from-context' }],
    ['that is the username without its accents, and signs', 'ANNCHEN!!!', { fault: 'from-context' }],
    ['that is a part of the address', 'ann.smith', { fault: 'from-context' }],
    ['that is a part of the address and a year', 'Smith-2024!', { fault: 'from-context' }],
    ['that is the domain of the address, twice', 'example-Example', { fault: 'from-context' }],
    ['that is the product', 'Crafter Studio', { fault: 'from-context' }],
    ['that is the product with substitutions', 'Cr4f73r-$tud10', { fault: 'from-context' }],
    ['that is another product and digits', 'traffic19871204', { fault: 'from-context' }],
    ['with half a character', 'good pass \ud83d phrase', { fault: 'not-text' }],
    ['with NUL, at which other implementations of bcrypt stop', 'good pass\0phrase', { fault: 'not-text' }],
    ['with a replacement character', 'good pass \ufffd phrase', { fault: 'not-text' }],
  ])('a password %s is refused', async (_, password, fault) => {
    expect(await check(password)).toEqual(fault);
  });

  test('an empty username and an account without an address do not matter', async () => {
    expect(await check('a pass phrase', { username: '', email: null })).toBe('a pass phrase');
  });
});

describe('W1 with configured policies', () => {
  const policies = JSON.stringify({
    'crafter-studio': { minimumCharacters: 15 },
    'crafter-studio/lax': { minimumCharacters: 1, blocklist: false },
    'traffic-ops': { blocklist: false },
  });

  test.each<[string, Partial<PasswordOwner>, string, string | PasswordFault]>([
    ['a realm’s own minimum applies', {}, 'fourteen chars', { fault: 'too-short', minimumCharacters: 15 }],
    ['a password of exactly that minimum is accepted', {}, 'fifteen  chars.', 'fifteen  chars.'],
    [
      'a tenant without a policy has its realm’s',
      { tenant: 'other' },
      'fourteen chars',
      { fault: 'too-short', minimumCharacters: 15 },
    ],
    ['a tenant’s policy comes before its realm’s', { tenant: 'lax' }, '1', '1'],
    ['a policy can turn the blocklist off', { tenant: 'lax' }, 'password1', 'password1'],
    ['names of the service are on the blocklist', { tenant: 'lax' }, 'crafter1', 'crafter1'],
    ['the username is refused even then', { tenant: 'lax' }, 'ännchen', { fault: 'is-username' }],
    [
      'what a policy leaves out has the default',
      { realm: 'traffic-ops' },
      'seven b',
      { fault: 'too-short', minimumCharacters: 8 },
    ],
    [
      'a realm without a policy has the default',
      { realm: 'crafter-profile', tenant: 'lax' },
      'password1',
      { fault: 'too-common' },
    ],
  ])('%s', async (_, differences, password, outcome) => {
    expect(await check(password, differences, policies)).toEqual(outcome);
  });

  test('a policy for a tenant named null does not apply to an account without a tenant', async () => {
    const named = JSON.stringify({ 'crafter-studio/null': { blocklist: false } });
    expect(await check('password1', { tenant: null }, named)).toEqual({ fault: 'too-common' });
  });

  test.each(['constructor', '__proto__', 'toString'])('a tenant named %s does not get a policy by accident', async (tenant) => {
    expect(await check('password1', { tenant })).toEqual({ fault: 'too-common' });
  });
});

test('W1 the names of the operator and of Rekey’s host are refused too', async () => {
  const rules = passwordRules(
    parseSettings({ REKEY_BRAND_NAME: 'Ünited Media', REKEY_PUBLIC_URL: 'https://login.mediahaus.example' }),
  );
  for (const password of ['united2024!', 'Media-Media', 'm3diaHAUS99']) {
    await expect(acceptablePassword(password, owner, rules)).rejects.toMatchObject({ detail: { fault: 'from-context' } });
  }
});

describe('W2', () => {
  test.each([
    ['73 letters', 'x'.repeat(73)],
    ['73 bytes in 37 letters', 'é'.repeat(36).concat('x')],
    ['76 bytes in 19 emoji', '🔑'.repeat(19)],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('%s are refused', async (_, password) => {
    expect(await check(password)).toEqual({ fault: 'too-long', maximumCharacters: null });
  });

  describe('if the passwords of Crafter Studio are in its own server', () => {
    const before = passwordRules(parseSettings({ REKEY_CRAFTER_STUDIO_URL: 'https://cms.example.com/studio' }));
    const checkBefore = (password: string, realm: Realm) =>
      acceptablePassword(password, { realm, tenant: null, username: 'jane.doe', email: null }, before).catch(
        (error) => error.detail,
      );

    test('its passwords have 128 characters at most, and longer ones are refused, never cut', async () => {
      expect(await checkBefore('é'.repeat(128), 'crafter-studio')).toBe('é'.repeat(128));
      for (const tooLong of ['x'.repeat(129), 'x'.repeat(1_000_000)]) {
        expect(await checkBefore(tooLong, 'crafter-studio')).toEqual({ fault: 'too-long', maximumCharacters: 128 });
      }
    });

    test.each(['crafter-profile', 'traffic-ops'] as const)('those of %s still have 72 bytes at most', async (realm) => {
      expect(await checkBefore('x'.repeat(73), realm)).toEqual({ fault: 'too-long', maximumCharacters: null });
    });
  });

  test('composed and decomposed forms are the same password, and the composed form’s bytes and characters count', async () => {
    expect(await check('pässphräse')).toBe(await check('pa\u0308ssphra\u0308se'));
    expect(await check('e\u0301'.repeat(36))).toBe('é'.repeat(36));
    expect(await check('e\u0301'.repeat(8))).toBe('é'.repeat(8));
    expect(await check('e\u0301'.repeat(7))).toEqual({ fault: 'too-short', minimumCharacters: 8 });
  });

  test('compatibility forms are different passwords', async () => {
    expect(await check('ﬁfteen bytes')).toBe('ﬁfteen bytes');
  });
});

test.each<[PasswordFault, string]>([
  [{ fault: 'is-username' }, 'The password must not be the username.'],
  [{ fault: 'too-short', minimumCharacters: 8 }, 'The password must have at least 8 characters; 15 or more are recommended.'],
  [{ fault: 'only-blanks' }, 'The password must not consist of blanks only.'],
  [{ fault: 'too-common' }, 'The password is one of the most common ones; choose another.'],
  [{ fault: 'too-long', maximumCharacters: null }, 'The password must not be longer than 72 bytes in UTF-8.'],
  [{ fault: 'too-long', maximumCharacters: 128 }, 'The password must not be longer than 128 characters.'],
  [{ fault: 'is-address' }, 'The password must not be the mail address.'],
  [
    { fault: 'breached' },
    'The password is on a list of passwords that were stolen somewhere; choose another, and change it wherever it is used.',
  ],
  [
    { fault: 'from-context' },
    'The password is little more than the username, the mail address or a name of this service; choose another.',
  ],
  [{ fault: 'not-text' }, 'The password holds a character that cannot be stored.'],
  [
    { fault: 'too-guessable' },
    'The password is too easy to guess. Choose a longer one, such as several words that do not belong together.',
  ],
  [{ fault: 'refused-there', reason: 'Use a <b>digit</b>.' }, 'Use a <b>digit</b>.'],
  [{ fault: 'refused-there', reason: '😀'.repeat(201) }, '😀'.repeat(200)],
  [{ fault: 'refused-there', reason: 'Use\r\n\u202ea digit.\n' }, 'Use a digit.'],
  [{ fault: 'refused-there', reason: ' ' }, 'The product refuses this password; choose another.'],
])('W3 the sentence gives the reason and no part of the password: %j', (fault, sentence) => {
  expect(passwordFaultSentence(fault)).toBe(sentence);
});
