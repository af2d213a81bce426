import { expect, test } from '@jest/globals';
import { languagesIn } from '#lib/http/languages-in.ts';

test('the languages of a request are its Accept-Language, and none if it has no such header', () => {
  expect(languagesIn({ 'accept-language': 'de, en;q=0.5' })).toBe('de, en;q=0.5');
  expect(languagesIn({})).toBe('');
  expect(languagesIn(undefined)).toBe('');
});

test('long languages are cut after 100 characters, and a character that the cut halves is replaced', () => {
  expect(languagesIn({ 'accept-language': 'x'.repeat(101) })).toBe('x'.repeat(100));
  expect(languagesIn({ 'accept-language': `${'x'.repeat(99)}😀` })).toBe(`${'x'.repeat(99)}\ufffd`);
});
