import { expect, test } from '@jest/globals';
import { isWorse, kolmogorovSmirnov, median, spreadOf } from './statistics.ts';

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

test('a run is worse than earlier ones if it is beyond the worst of them by more than they differ, and by a tenth of their median', () => {
  const earlier = spreadOf([1.1, 1.3, 1.15]);
  expect(earlier).toEqual({ lowest: 1.1, median: 1.15, highest: 1.3 });
  expect(isWorse(1.51, earlier, 'lower', 0.1)).toBe(true);
  expect(isWorse(1.49, earlier, 'lower', 0.1)).toBe(false);
  expect(isWorse(0.5, earlier, 'lower', 0.1)).toBe(false);
});

test('runs that agree by chance still leave room for noise', () => {
  expect(isWorse(1.09, spreadOf([1, 1, 1]), 'lower', 0.1)).toBe(false);
  expect(isWorse(1.11, spreadOf([1, 1, 1]), 'lower', 0.1)).toBe(true);
});

test('a count is worse if it grows at all', () => {
  expect(isWorse(2, spreadOf([2, 2, 2]), 'lower', 0)).toBe(false);
  expect(isWorse(3, spreadOf([2, 2, 2]), 'lower', 0)).toBe(true);
});

test('where more is better, less is worse', () => {
  expect(isWorse(79, spreadOf([100, 110, 105]), 'higher', 0.1)).toBe(true);
  expect(isWorse(90, spreadOf([100, 110, 105]), 'higher', 0.1)).toBe(false);
});
