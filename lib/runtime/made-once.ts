/**
 * Calls `make` the first time that the value is needed, and keeps the value. Use it for what takes time to make, so that a function pays only for
 * what it uses (docs/performance.md).
 */
export function madeOnce<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
