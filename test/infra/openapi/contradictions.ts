import { readSampleBody } from '#infra/openapi/read-sample-body.ts';
import { fillSampleRequest, fillSampleResponse } from '#infra/openapi/sample-values.ts';
import { commonHeaders } from '../../golden/compare-answers.ts';
import type { Exchange, GoldenRequest, GoldenResponse } from '../../golden/exchange.ts';
import type { DocumentChecks, Operation } from './document-checks.ts';

/** What of an answer openapi.json says otherwise, in one line each. */
export function answerContradictions(checks: DocumentChecks, operation: Operation, { response }: Exchange): string[] {
  return answerFaults(checks, operation, fillSampleResponse(response));
}

/** The same of a request; meant for those that succeed. */
export function requestContradictions(checks: DocumentChecks, operation: Operation, { request }: Exchange): string[] {
  return requestFaults(checks, operation, fillSampleRequest(request));
}

function answerFaults(checks: DocumentChecks, { responses }: Operation, { status, headers, body }: GoldenResponse): string[] {
  const response = responses[status] ?? responses[`${`${status}`[0]}XX`] ?? responses.default;
  if (response === undefined) return [`the status ${status} is not documented`];
  const sent = new Map(Object.entries({ ...commonHeaders, ...headers }).map(([name, value]) => [name.toLowerCase(), value]));
  const type = sent.get('content-type')?.split(';')[0] ?? 'none';
  sent.delete('content-type');
  const media = response.content[type];
  if (media === undefined) return [`the content type ${type} is not documented`];
  const documented = Object.entries(response.headers).map(([name, reference]) => ({ name, header: checks.header(reference) }));
  return [
    ...checks.faults(media.schema, type === 'application/json' ? JSON.parse(body) : body, 'body'),
    ...documented.flatMap(({ name, header }) => {
      const value = sent.get(name.toLowerCase());
      if (value === undefined) return header?.required ? [`the header ${name} is documented as required`] : [];
      return header === undefined ? [`the header ${name} has no component`] : checks.faults(header.schema, value, name, 'text');
    }),
    ...[...sent.keys()]
      .filter((name) => type === 'application/json' && !documented.some((one) => one.name.toLowerCase() === name))
      .map((name) => `the header ${name} is not documented`),
  ];
}

function requestFaults(checks: DocumentChecks, { path, parameters, requestBody }: Operation, request: GoldenRequest): string[] {
  const [actualPath = '', query = ''] = request.path.split('?');
  const values = { ...pathValues(path, actualPath), ...queryValues(query, parameters) };
  const inParameters = parameters.flatMap(({ name, required, schema }) => {
    if (values[name] === undefined) return required ? [`the parameter ${name} is documented as required`] : [];
    return checks.faults(schema, values[name], name);
  });
  const form = requestBody?.content['application/x-www-form-urlencoded'];
  const body = readSampleBody(request, form !== undefined);
  if (body === undefined) return requestBody?.required ? [...inParameters, 'the body is documented as required'] : inParameters;
  if (requestBody === undefined) return [...inParameters, 'the body is not documented'];
  const media = requestBody.content['application/json'] ?? form;
  return [...inParameters, ...checks.faults(media?.schema ?? {}, body, 'request')];
}

/** From the end: what stands before the documented path is the product's context path. */
function pathValues(documented: string, actual: string): { [name: string]: string | undefined } {
  const segments = actual.split('/').toReversed();
  const named = documented.split('/').toReversed();
  return Object.fromEntries(
    named.flatMap((segment, index) => {
      const name = /^\{(.*)\}$/.exec(segment)?.[1];
      return name === undefined ? [] : [[name, decodeURIComponent(segments[index] ?? '')]];
    }),
  );
}

/** The first value of each parameter, or all where the document has a list. */
function queryValues(query: string, parameters: Operation['parameters']): { [name: string]: string | string[] | undefined } {
  const given = new URLSearchParams(query);
  const inQuery = parameters.filter(({ in: place, name }) => place === 'query' && given.has(name));
  return Object.fromEntries(
    inQuery.map(({ name, schema }) => [
      name,
      [schema.type].flat().includes('array') ? given.getAll(name) : (given.get(name) ?? undefined),
    ]),
  );
}
