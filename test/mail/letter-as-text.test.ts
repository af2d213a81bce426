import { expect, test } from '@jest/globals';
import { wrapLine } from '#lib/mail/messages/letter-as-text.ts';

const words = (count: number) => Array.from({ length: count }, () => 'eightchr').join(' ');

test.each([
  ['an empty text stays empty', '', ''],
  ['a line of 71 columns stays one', words(8), words(8)],
  ['a word that does not fit goes to the next line', `${words(8)} b`, `${words(8)}\nb`],
  ['a word longer than a line stays whole', `a ${'b'.repeat(100)} c`, `a\n${'b'.repeat(100)}\nc`],
  ['blanks in a row count as one', 'a  b \t c', 'a b c'],
  ['a line is not broken at no-break spaces', `${words(7)} abcdef «\u00a0ghi\u00a0»`, `${words(7)} abcdef\n«\u00a0ghi\u00a0»`],
  ['isolated text stays on one line', `${words(7)} a «\u2068b c d\u2069». e`, `${words(7)} a\n«\u2068b c d\u2069». e`],
  ['an isolate without an end loses only its mark', 'a \u2068b c', 'a b c'],
])('%s', (_, line, wrapped) => {
  expect(wrapLine(line)).toBe(wrapped);
});
