import { describe, expect, test } from '@jest/globals';
import { dictionary } from '@zxcvbn-ts/language-common';
import fc from 'fast-check';
import { commonPasswords } from '#lib/passwords/common-passwords.ts';
import { holdsLine } from '#lib/passwords/holds-line.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const ranked = dictionary['passwords-common'];
const { isCommon } = passwordRules(parseSettings({}));

describe('W1 the blocklist', () => {
  test('contains exactly the 10,000 most common passwords of the package', async () => {
    expect(new Set(commonPasswords.trimEnd().split('\n'))).toEqual(new Set(ranked.slice(0, 10_000)));
    expect(ranked.slice(0, 10_000).every((password) => holdsLine(commonPasswords, password))).toBe(true);
    expect(ranked.slice(10_000).some((password) => holdsLine(commonPasswords, password))).toBe(false);
  });

  test.each(['password1', 'PASSWORD1', 'PassWord1', 'qwertyuiop'])('refuses %s', async (password) => {
    expect(await isCommon(password)).toBe(true);
  });

  test.each([
    'password1 ',
    ' password1',
    'my password1',
    'password1\n',
    'password1\npassword',
    '\n',
    '',
    'qwertyuio_',
    'password1234x',
  ])('matches only whole passwords, so not %j', async (password) => {
    expect(await isCommon(password)).toBe(false);
  });
});

test('holdsLine finds exactly the lines of a sorted text', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }).filter((text) => !text.includes('\n'));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), line, (lines, other) => {
      const distinct = [...new Set(lines)];
      const text = distinct
        .map((each) => `${each}\n`)
        .toSorted()
        .join('');
      expect(distinct.filter((each) => !holdsLine(text, each))).toEqual([]);
      expect(holdsLine(text, other)).toBe(distinct.includes(other));
      expect(holdsLine(text, '')).toBe(false);
    }),
  );
});
