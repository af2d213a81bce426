/**
 * For work that is begun now and awaited later, beside other work: until it is awaited, its failure is not an unhandled rejection.
 */
export function started<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}
