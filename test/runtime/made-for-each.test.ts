import { expect, test } from '@jest/globals';
import { madeForEach } from '#lib/runtime/made-for-each.ts';

/** Notes each key for which it makes a value. */
function maker(atMost: number) {
  const made: string[] = [];
  const valueFor = madeForEach(atMost, (one: string, other: string) => {
    made.push(`${one} ${other}`);
    if (one === 'bad') {
      throw new RangeError('no such key');
    }
    return { one, other };
  });
  return { made, valueFor };
}

test('each key has its own value, which is made once', () => {
  const { made, valueFor } = maker(10);
  expect(valueFor('a b', 'c')).toBe(valueFor('a b', 'c'));
  expect(valueFor('a', 'b c')).toEqual({ one: 'a', other: 'b c' });
  expect(made).toEqual(['a b c', 'a b c']);
});

test('a key without a value throws each time, and nothing is kept of it', () => {
  const { made, valueFor } = maker(10);
  expect(() => valueFor('bad', 'x')).toThrow(RangeError);
  expect(() => valueFor('bad', 'x')).toThrow(RangeError);
  expect(made).toHaveLength(2);
});

test('F7 no more values are kept than it was told, however many keys come', () => {
  const { made, valueFor } = maker(2);
  for (const key of ['a', 'b', 'b', 'a', 'c', 'c', 'a']) {
    valueFor(key, '');
  }
  expect(made).toEqual(['a ', 'b ', 'c ', 'a ']);
});
