import type { Exchange } from '#test/golden/exchange.ts';
import type { DescribedRow } from './described-operation.ts';
import type { JsonSchema } from './json-schema-of.ts';
import { readSampleBody } from './read-sample-body.ts';

/** The example of a row, with the exchange that it comes from. */
export type GoldenExample = { row: string; summary: string; exchange: Exchange };

type Place = { routeId: string; documentedPath: string; status: number };

/**
 * Finds, for each row, the golden exchange that shows it on this route with this status.
 *
 * @throws if a row has none
 */
export function goldenExamples(
  exchanges: readonly Exchange[],
  rows: { readonly [row: string]: DescribedRow },
  { routeId, documentedPath, status }: Place,
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

/** The body of a request in one content type, with the bodies of golden requests as its examples. */
export function mediaType(schema: JsonSchema, examples: readonly GoldenExample[], takesForms: boolean): object {
  const bodies = examples.flatMap(({ row, summary, exchange }) => {
    const value = readSampleBody(exchange.request, takesForms);
    return value === undefined ? [] : [[row, { summary, value }]];
  });
  return { schema, ...(bodies.length > 0 && { examples: Object.fromEntries(bodies) }) };
}

/** Whether this is the documented path itself and not an alias. A path with a version counts only in the newest version. */
function isCurrentPath(path: string, documentedPath: string): boolean {
  const actual = (path.split('?')[0] ?? '').split('/');
  const declared = documentedPath.replace('{version}', '5.0').split('/');
  return (
    actual.length === declared.length && declared.every((segment, index) => segment.startsWith('{') || segment === actual[index])
  );
}
