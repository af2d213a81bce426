import type { Exchange } from '#test/golden/exchange.ts';
import type { DescribedRow } from './described-operation.ts';

/** A row's example, and the exchange that it is taken from. */
export type GoldenExample = { row: string; summary: string; exchange: Exchange };

type Where = { routeId: string; documentedPath: string; status: number };

/**
 * For each row the golden exchange that shows it on this route with this status.
 *
 * @throws when there is none
 */
export function goldenExamples(
  exchanges: readonly Exchange[],
  rows: { readonly [row: string]: DescribedRow },
  { routeId, documentedPath, status }: Where,
): GoldenExample[] {
  const own = exchanges.filter(({ route, response }) => route === routeId && response.status === status);
  const isUsual = ({ request }: Exchange) => isCurrentPath(request.path, documentedPath) && !Buffer.isBuffer(request.body);
  const ordered = [...own.filter(isUsual), ...own.filter((exchange) => !isUsual(exchange))];
  return Object.entries(rows).map(([row, { when, golden = `${row.split('.')[0]} ` }]) => {
    const exchange = ordered.find(({ title }) => title.startsWith(golden));
    if (exchange === undefined) {
      throw new Error(`${routeId}: no golden exchange with ${status} begins with "${golden}"`);
    }
    return { row, summary: `${row.split('.')[0]}: ${when}`, exchange };
  });
}

/** The documented path itself and no alias, in the newest version where there are versions. */
function isCurrentPath(path: string, documentedPath: string): boolean {
  const actual = (path.split('?')[0] ?? '').split('/');
  const declared = documentedPath.replace('{version}', '5.0').split('/');
  return (
    actual.length === declared.length && declared.every((segment, index) => segment.startsWith('{') || segment === actual[index])
  );
}
