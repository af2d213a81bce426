import { expect, test } from '@jest/globals';
import { kolmogorovSmirnov, median } from './statistics.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test('the median is the middle, or between the two middles', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('E3 its statistic sees a shift of two samples, and none where there is none', () => {
  expect(kolmogorovSmirnov(range(0, 500), range(0, 500))).toEqual({ distance: 0, p: 1 });
  // Of a table: for two samples of 500, a distance of 0.0859 has p = 0.05.
  const shifted = kolmogorovSmirnov(range(0, 500), range(43, 543));
  expect(shifted.distance).toBeCloseTo(0.086, 3);
  expect(shifted.p).toBeCloseTo(0.05, 2);
  expect(kolmogorovSmirnov(range(0, 500), range(100, 600)).p).toBeLessThan(0.0001);
});
