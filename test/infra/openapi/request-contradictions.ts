import * as z from 'zod/mini';
import { isForm, readSampleBody } from '#infra/openapi/read-sample-body.ts';
import { fillSampleRequest } from '#infra/openapi/sample-values.ts';
import type { Exchange, GoldenRequest } from '#test/golden/exchange.ts';
import type { DocumentChecks, Operation } from './document-checks.ts';

type Schema = { [keyword: string]: unknown };
type Values = { [name: string]: string | string[] | undefined };

const form = 'application/x-www-form-urlencoded';

/** Lists how a request differs from openapi.json, one line for each difference. Use it only for requests that succeed. */
export function requestContradictions(checks: DocumentChecks, operation: Operation, { request }: Exchange): string[] {
  const filled = fillSampleRequest(request);
  const [actualPath = '', query = ''] = filled.path.split('?');
  // The description of an operation names the slash that its path may end with.
  const inPath = pathValues(operation.path, actualPath.replace(/\/$/, ''));
  return [
    ...parameterFaults(checks, operation, { ...inPath, ...queryValues(query, operation.parameters) }),
    ...bodyFaults(checks, operation, filled, inPath.version),
  ];
}

/** Lists the parameters in the query of a request that are not documented, one line each. */
export function undocumentedParameters(checks: DocumentChecks, operation: Operation, { request }: Exchange): string[] {
  const inQuery = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  const documented = [...inQuery, checks.credentialIn(operation)];
  const given = new Set(new URLSearchParams(request.path.split('?')[1]).keys());
  return [...given].filter((name) => !documented.includes(name)).map((name) => `the parameter ${name} is not documented`);
}

function parameterFaults(checks: DocumentChecks, { parameters }: Operation, values: Values): string[] {
  return parameters.flatMap(({ name, required, schema }) => {
    if (values[name] === undefined) {
      return required ? [`the parameter ${name} is documented as required`] : [];
    }
    return checks.faults(schema, values[name], name);
  });
}

function bodyFaults(
  checks: DocumentChecks,
  { requestBody }: Operation,
  request: GoldenRequest,
  version: string | undefined,
): string[] {
  const content = requestBody?.content ?? {};
  const body = readSampleBody(request, Object.hasOwn(content, form));
  if (body === undefined) {
    return requestBody?.required ? ['the body is documented as required'] : [];
  }
  // An operation without forms reads every body as JSON, whatever its type.
  const type = Object.hasOwn(content, form) && isForm(request) ? form : 'application/json';
  const schema = checks.resolve(content[type]?.schema ?? {});
  if (content[type] === undefined) {
    return ['the body is not documented'];
  }
  return checks.faults(schemaOf(schema, version), type === form ? withLists(body, schema) : body, 'request');
}

/** T-put has two schemas. Versions 3.0 and 3.1 use the second, later versions the first. */
function schemaOf(schema: Schema, version = ''): Schema {
  const { anyOf } = z.parse(z.object({ anyOf: z._default(z.array(z.record(z.string(), z.unknown())), []) }), schema);
  return anyOf[version.startsWith('3.') ? 1 : 0] ?? schema;
}

const fields = z.record(z.string(), z.unknown());
const listed = z.object({ properties: z._default(z.record(z.string(), fields), {}) });

/** Turns single values into lists, because a form does not show the difference. */
function withLists(body: unknown, schema: Schema): object {
  const { properties } = z.parse(listed, schema);
  const entries = Object.entries(z.parse(fields, body));
  return Object.fromEntries(entries.map(([name, value]) => [name, isList(properties[name]) ? [value].flat() : value]));
}

const isList = (schema: Schema | undefined) => [schema?.type].flat().includes('array');

/** Reads the path from its end, because the product's context path may come before the documented path. */
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

/** Reads the first value of each parameter, or all values if the document has a list. */
function queryValues(query: string, parameters: Operation['parameters']): Values {
  const given = new URLSearchParams(query);
  const inQuery = parameters.filter(({ in: place, name }) => place === 'query' && given.has(name));
  return Object.fromEntries(
    inQuery.map(({ name, schema }) => [name, isList(schema) ? given.getAll(name) : (given.get(name) ?? undefined)]),
  );
}
