import type { Exchange } from './exchange.ts';

/** The first exchange of each row on each route, among those that run with the demo's settings. */
export function eachRow(count: number, exchanges: readonly Exchange[]): readonly Exchange[] {
  const sendable = exchanges.filter(({ settings }) => settings === undefined);
  const byRow = Map.groupBy(sendable, ({ title, route }) => `${route} ${title.split(' ')[0]}`);
  return [...byRow.values()].flatMap((row) => row.slice(0, count));
}
