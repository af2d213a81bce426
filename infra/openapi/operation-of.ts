import type { Route } from '#lib/http/route.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { DescribedOperation } from './described-operation.ts';
import { goldenExamples } from './golden-examples.ts';
import { requestOf } from './request-of.ts';
import { responsesOf } from './responses-of.ts';
import { otherEndings } from './servers-of.ts';

/** A route as an operation of the document. */
export function operationOf(route: Route, described: DescribedOperation, exchanges: readonly Exchange[]): object {
  const { id, summary, paths } = route;
  const where = { routeId: id, documentedPath: paths[0] ?? '' };
  const done = described.answers[200]?.rows ?? {};
  const endings = otherEndings(route).map((ending) => ` The path also answers with \`${ending}\` at its end.`);
  return {
    operationId: id,
    tags: [described.tag],
    summary,
    description: `${described.description}${endings.join('')}`,
    security: described.credential === undefined ? [] : [{ [described.credential]: [] }],
    ...requestOf(route, described, goldenExamples(exchanges, done, { ...where, status: 200 })),
    responses: responsesOf(described, exchanges, where),
  };
}
