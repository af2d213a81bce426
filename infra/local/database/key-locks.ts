export type KeyLocks = {
  /** Runs `work` once no other work holds any of these keys. Works that share a key run in the order of their calls. */
  hold<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result>;
};

/** Mutual exclusion by key. */
export function keyLocks(): KeyLocks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    // All keys are taken in one step, before any await, so that two works never wait for each other.
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
