import { expect, test } from '@jest/globals';
import { typedName } from '#lib/reset/typed-name.ts';

test.each([
  ['blanks', ' \t jane.doe \t'],
  ['line breaks', '\r\njane.doe\n\u2028\u0085'],
  ['blanks of other scripts', '\u00a0\u3000jane.doe\u2003\u202f'],
  ['zero-width characters', '\u200bjane.doe\u200d\u2060'],
  ['direction marks', '\u202ajane.doe\u202c\u200e\u2069'],
  ['a byte order mark', '\ufeffjane.doe\ufeff'],
])('M7 a pasted name still finds the account: %s at the ends are ignored', (_, text) => {
  expect(typedName(text)).toBe('jane.doe');
});

test.each([
  ['nothing', ''],
  ['a blank inside', 'jane doe'],
  ['a zero-width space inside', 'jane\u200bdoe'],
  ['a soft hyphen at the end (M2)', 'jane.doe\u00ad'],
  ['NUL', 'jane.doe\0'],
  ['an accent at the start', '\u0301jane'],
  ['emoji', '👩‍👩‍👧'],
  ['half a character', 'jane\ud800'],
])('M2 everything else stays in the name: %s', (_, text) => {
  expect(typedName(text)).toBe(text);
});

test('M7 a name of only blanks becomes empty', () => {
  expect(typedName(' \u200b\n'.repeat(300))).toBe('');
});
