import { describe, expect, test } from '@jest/globals';
import type { Limits } from '#lib/reset/ports.ts';

/** The start of a window of five minutes. */
export const windowStart = 5_000_000 * 300_000;

/** What every adapter of `limits` must do. `limits` gives a fresh instance, as another process would have. */
export function limitsContract(limits: () => Limits): void {
  const times = (count: number) => Array.from({ length: count }, (_, index) => index);

  describe('A limit', () => {
    test('is exact to the request', async () => {
      const { count } = limits();
      for (const each of times(3)) {
        await expect(count('exact', 3, windowStart + each)).resolves.toEqual({ within: true });
      }
      await expect(count('exact', 3, windowStart + 4)).resolves.toMatchObject({ within: false });
    });

    test.each([
      [0, 300],
      [1, 300],
      [298_000, 2],
      [299_001, 1],
      [299_999, 1],
    ])('that is reached says, %i ms into its window, to try again in %i s', async (milliseconds, retryAfterSeconds) => {
      const { count } = limits();
      const key = `retry-${milliseconds}`;
      await count(key, 1, windowStart);
      await expect(count(key, 1, windowStart + milliseconds)).resolves.toEqual({ within: false, retryAfterSeconds });
    });

    test('starts again with the next window, also for a key that was refused', async () => {
      const { count } = limits();
      await count('again', 1, windowStart);
      await expect(count('again', 1, windowStart + 299_999)).resolves.toMatchObject({ within: false });
      await expect(count('again', 1, windowStart + 300_000)).resolves.toEqual({ within: true });
      await expect(count('again', 1, windowStart + 300_001)).resolves.toMatchObject({ within: false });
    });

    test('counts every key separately', async () => {
      const { count } = limits();
      await count('address#192.0.2.1', 1, windowStart);
      await expect(count('address#192.0.2.2', 1, windowStart)).resolves.toEqual({ within: true });
      await expect(count('address#192.0.2.1', 1, windowStart)).resolves.toMatchObject({ within: false });
    });

    test('counts for all instances together', async () => {
      await limits().count('together', 1, windowStart);
      await expect(limits().count('together', 1, windowStart)).resolves.toMatchObject({ within: false });
    });

    test('lets through exactly its number of one hundred requests at once', async () => {
      const { count } = limits();
      const counts = await Promise.all(times(100).map(() => count('at-once', 10, windowStart)));
      expect(counts.filter(({ within }) => within)).toHaveLength(10);
    });

    test('that was refused does not affect a greater limit of the same key', async () => {
      const { count } = limits();
      await count('greater', 1, windowStart);
      await count('greater', 1, windowStart);
      await expect(count('greater', 2, windowStart)).resolves.toEqual({ within: true });
    });
  });
}
