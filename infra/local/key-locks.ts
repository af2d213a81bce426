export type KeyLocks = {
  /** Runs `work` when nobody else holds any of these keys. Works that share a key run in the order in which they came. */
  hold<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result>;
};

/** Mutual exclusion by key. */
export function keyLocks(): KeyLocks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    // All keys are queued for at once, before anything is awaited, so that two works can never wait for each other.
    async hold(keys, work) {
      const before = Promise.allSettled(keys.map((key) => tails.get(key)));
      const result = before.then(work);
      for (const key of keys) {
        tails.set(key, result);
      }
      try {
        return await result;
      } finally {
        for (const key of keys) {
          if (tails.get(key) === result) {
            tails.delete(key);
          }
        }
      }
    },
  };
}
