import type { Exchange } from './exchange.ts';

/** The first exchanges of each row on each route, of those that need no settings of their own. */
export function eachRow(count: number, exchanges: readonly Exchange[]): readonly Exchange[] {
  const sendable = exchanges.filter(({ settings }) => settings === undefined);
  const byRow = Map.groupBy(sendable, ({ title, route }) => `${route} ${title.split(' ')[0]}`);
  return [...byRow.values()].flatMap((row) => row.slice(0, count));
}
