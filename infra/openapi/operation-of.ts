import type { Route } from '#lib/http/route.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';
import { type GoldenExample, goldenExamples } from './golden-examples.ts';
import type { HeaderName } from './headers.ts';
import { requestOf } from './request-of.ts';
import { fillSampleResponse } from './sample-values.ts';
import { otherEndings } from './servers-of.ts';

/** The operation of a route in the document. */
export function operationOf(route: Route, described: DescribedOperation, exchanges: readonly Exchange[]): object {
  const { id, summary, paths } = route;
  const where = { routeId: id, documentedPath: paths[0] ?? '' };
  const done = described.answers[200]?.rows ?? {};
  const endings = otherEndings(route).map((ending) => ` The path may also end with \`${ending}\`.`);
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
    description: examples.map(({ summary }) => `${summary}.`).join(' '),
    headers: Object.fromEntries(headers.map((name) => [wireName(name), { $ref: `#/components/headers/${name}` }])),
    content: { 'application/json': { schema, examples: Object.fromEntries(bodies) } },
  };
}

function wireName(name: HeaderName): string {
  return name.replace(/^.*\./, '');
}
