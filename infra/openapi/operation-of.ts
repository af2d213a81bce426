import type { Route } from '#lib/http/route.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';
import { type GoldenExample, goldenExamples } from './golden-examples.ts';
import type { HeaderName } from './headers.ts';
import { contextPaths, otherEndings } from './other-paths.ts';
import { requestOf } from './request-of.ts';
import { fillSampleResponse } from './sample-values.ts';

/** The operation of a route in the document. */
export function operationOf(route: Route, described: DescribedOperation, exchanges: readonly Exchange[]): object {
  const { id, summary, paths } = route;
  const where = { routeId: id, documentedPath: paths[0] ?? '' };
  const endings = otherEndings(route).map((ending) => ` The path may also end with \`${ending}\`.`);
  const contexts = contextPaths(route).map(
    (context) => ` The path may also begin with the product’s context path, \`${context}\`.`,
  );
  return {
    operationId: id,
    tags: [described.tag],
    summary,
    description: [described.description, ...endings, ...contexts].join(''),
    security: described.credential === undefined ? [] : [{ [described.credential]: [] }],
    ...requestOf(route, described, successExamples(route, described, exchanges)),
    responses: responsesOf(described, exchanges, where),
  };
}

/** The golden exchanges that the operation's successes show. */
export function successExamples(
  { id, paths }: Route,
  { answers }: DescribedOperation,
  exchanges: readonly Exchange[],
): GoldenExample[] {
  const where = { routeId: id, documentedPath: paths[0] ?? '', status: 200 };
  return goldenExamples(exchanges, answers[200]?.rows ?? {}, where);
}

/** The answers by status, with an example for each row. */
function responsesOf(
  { answers, headers }: DescribedOperation,
  exchanges: readonly Exchange[],
  where: { routeId: string; documentedPath: string },
): { [status: string]: object } {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      const examples = goldenExamples(exchanges, answer.rows, { ...where, status: Number(status) });
      return [status, responseOf(answer, [...headers, ...(answer.headers ?? [])], examples)];
    }),
  );
}

function responseOf(answer: DescribedAnswer, headers: readonly HeaderName[], examples: readonly GoldenExample[]): object {
  const bodies = examples.map(({ row, summary, exchange }) => {
    const { body } = fillSampleResponse(exchange.response);
    return [row, { summary, value: JSON.parse(body) }];
  });
  const schema = { $ref: `#/components/schemas/${answer.body}` };
  return {
    description: answer.description ?? examples.map(({ summary }) => `${summary}.`).join(' '),
    headers: Object.fromEntries(headers.map((name) => [wireName(name), { $ref: `#/components/headers/${name}` }])),
    content: { 'application/json': { schema, ...(bodies.length > 0 && { examples: Object.fromEntries(bodies) }) } },
  };
}

function wireName(name: HeaderName): string {
  return name.replace(/^.*\./, '');
}
