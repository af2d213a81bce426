/**
 * What `make` returns, made when first asked for and kept: for what costs time to make, so that a function pays for what it uses and no more
 * (docs/performance.md).
 */
export function madeOnce<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
