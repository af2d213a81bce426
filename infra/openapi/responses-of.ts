import type { Exchange } from '#test/golden/exchange.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';
import { type GoldenExample, goldenExamples } from './golden-examples.ts';
import type { HeaderName } from './headers.ts';
import { fillSampleResponse } from './sample-values.ts';

type Where = { routeId: string; documentedPath: string };

/** The answers of an operation by status, with an example for every row. */
export function responsesOf(
  { answers, headers }: DescribedOperation,
  exchanges: readonly Exchange[],
  where: Where,
): { [status: string]: object } {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      const examples = goldenExamples(exchanges, answer.rows, { ...where, status: Number(status) });
      return [status, responseOf(answer, [...headers, ...(answer.headers ?? [])], examples)];
    }),
  );
}

function responseOf(answer: DescribedAnswer, headers: readonly HeaderName[], examples: readonly GoldenExample[]): object {
  const shown = examples.map(({ row, summary, exchange }) => {
    const { body } = fillSampleResponse(exchange.response);
    return [row, { summary, value: JSON.parse(body) }];
  });
  const schema = { $ref: `#/components/schemas/${answer.body}` };
  return {
    description: examples.map(({ summary }) => `${summary}.`).join(' '),
    headers: Object.fromEntries(headers.map((name) => [wireName(name), { $ref: `#/components/headers/${name}` }])),
    content: { 'application/json': { schema, examples: Object.fromEntries(shown) } },
  };
}

const wireName = (name: HeaderName) => name.replace(/^.*\./, '');
