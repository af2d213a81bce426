import { fillSampleResponse } from '#infra/openapi/sample-values.ts';
import { commonHeaders } from '#test/golden/compare-answers.ts';
import type { Exchange, GoldenResponse } from '#test/golden/exchange.ts';
import type { DocumentChecks, Operation } from './document-checks.ts';

/** Lists how an answer differs from openapi.json, one line for each difference. */
export function answerContradictions(checks: DocumentChecks, operation: Operation, { response }: Exchange): string[] {
  return answerFaults(checks, operation, fillSampleResponse(response));
}

function answerFaults(checks: DocumentChecks, { responses }: Operation, { status, headers, body }: GoldenResponse): string[] {
  const response = responses[status] ?? responses[`${`${status}`[0]}XX`] ?? responses.default;
  if (response === undefined) {
    return [`the status ${status} is not documented`];
  }
  const sent = new Map(Object.entries({ ...commonHeaders, ...headers }).map(([name, value]) => [name.toLowerCase(), value]));
  const type = sent.get('content-type')?.split(';')[0] ?? 'none';
  sent.delete('content-type');
  const media = response.content[type];
  if (media === undefined) {
    return [`the content type ${type} is not documented`];
  }
  const documented = Object.entries(response.headers).map(([name, reference]) => ({ name, header: checks.header(reference) }));
  return [
    ...checks.faults(media.schema, type === 'application/json' ? JSON.parse(body) : body, 'body'),
    ...documented.flatMap(({ name, header }) => {
      const value = sent.get(name.toLowerCase());
      if (value === undefined) {
        return header?.required ? [`the header ${name} is documented as required`] : [];
      }
      return header === undefined ? [`the header ${name} has no component`] : checks.faults(header.schema, value, name, 'text');
    }),
    ...[...sent.keys()]
      .filter((name) => type === 'application/json' && !documented.some((one) => one.name.toLowerCase() === name))
      .map((name) => `the header ${name} is not documented`),
  ];
}
