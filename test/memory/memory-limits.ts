import type { Limits } from '#lib/reset/ports.ts';

export type MemoryLimits = Limits & {
  /** Counts as if this many requests of the key came in the window of this time. */
  set(key: string, count: number, now: number): void;
};

const windowMilliseconds = 300_000;

export function memoryLimits(): MemoryLimits {
  const counts = new Map<string, number>();
  const windowOf = (key: string, now: number) => `${key}#${Math.floor(now / windowMilliseconds)}`;
  return {
    count: async (key, maximum, now) => {
      const window = windowOf(key, now);
      const count = counts.get(window) ?? 0;
      if (count >= maximum) {
        return { within: false, retryAfterSeconds: Math.ceil((windowMilliseconds - (now % windowMilliseconds)) / 1000) };
      }
      counts.set(window, count + 1);
      return { within: true };
    },
    set: (key, count, now) => {
      counts.set(windowOf(key, now), count);
    },
  };
}
