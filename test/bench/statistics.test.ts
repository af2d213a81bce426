import { expect, test } from '@jest/globals';
import { kolmogorovSmirnov, median } from './statistics.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test('the median is the middle sample, or halfway between the two middle samples', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('E3 the statistic finds a shift between two samples, and no shift between equal samples', () => {
  expect(kolmogorovSmirnov(range(0, 500), range(0, 500))).toEqual({ distance: 0, p: 1 });
  // From a table: for two samples of 500, a distance of 0.0859 has p = 0.05.
  const shifted = kolmogorovSmirnov(range(0, 500), range(43, 543));
  expect(shifted.distance).toBeCloseTo(0.086, 3);
  expect(shifted.p).toBeCloseTo(0.05, 2);
  expect(kolmogorovSmirnov(range(0, 500), range(100, 600)).p).toBeLessThan(0.0001);
});
