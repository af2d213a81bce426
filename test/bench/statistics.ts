export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** @param share 0.99, for example, gives the 99th percentile */
export function quantile(samples: readonly number[], share: number): number {
  return samples.toSorted((a, b) => a - b)[Math.ceil(samples.length * share) - 1] ?? Number.NaN;
}

/** The two-sample Kolmogorov–Smirnov test. Returns the largest distance between the distributions, and how likely chance alone gives it. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): { distance: number; p: number } {
  const share = (samples: readonly number[], limit: number) =>
    samples.filter((sample) => sample <= limit).length / samples.length;
  const distance = Math.max(...[...a, ...b].map((limit) => Math.abs(share(a, limit) - share(b, limit))));
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const lambda = (size + 0.12 + 0.11 / size) * distance;
  const terms = Array.from(
    { length: 100 },
    (_, index) => (index % 2 === 0 ? 2 : -2) * Math.exp(-2 * (index + 1) ** 2 * lambda ** 2),
  );
  const p = lambda < 0.2 ? 1 : terms.reduce((sum, term) => sum + term, 0);
  return { distance, p: Math.min(1, Math.max(0, p)) };
}

/** What several whole runs measured of one figure. */
export type Spread = { lowest: number; median: number; highest: number };

export function spreadOf(runs: readonly number[]): Spread {
  return { lowest: Math.min(...runs), median: median(runs), highest: Math.max(...runs) };
}

/**
 * Whether one more run is worse than earlier runs by more than the noise: it is beyond the worst of them by more than they differ among themselves, and
 * by more than a share of their median.
 *
 * @param leastShare 0.1, for example, lets everything pass that is within a tenth of the median. A few runs may agree by chance
 */
export function isWorse(value: number, earlier: Spread, better: 'lower' | 'higher', leastShare: number): boolean {
  const { lowest, median: middle, highest } = earlier;
  const noise = Math.max(highest - lowest, leastShare * middle);
  return better === 'lower' ? value > highest + noise : value < lowest - noise;
}
