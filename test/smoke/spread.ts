/**
 * Takes as many as the limit allows, some of every group: the first of each, then the second of each, and so on.
 *
 * @returns the taken ones in their own order
 */
export function spread<T>(all: readonly T[], groupOf: (one: T) => string, limit: number): readonly T[] {
  const groups = [...Map.groupBy(all, groupOf).values()];
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, index) => groups.flatMap((group) => group.slice(index, index + 1)));
  const taken = new Set(rounds.flat().slice(0, limit));
  return all.filter((one) => taken.has(one));
}
