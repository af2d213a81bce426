import type { Route } from '#lib/http/route.ts';
import type { DescribedOperation } from './described-operation.ts';
import type { GoldenExample } from './golden-examples.ts';
import type { JsonSchema } from './json-schema.ts';
import { fieldsOf, jsonSchemaOf } from './json-schema-of.ts';
import { readSampleBody } from './read-sample-body.ts';
import { sampleParameters } from './sample-parameters.ts';

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

/** The parameters and the body of an operation: what the route declares, and what is described besides. */
export function requestOf(route: Route, described: DescribedOperation, examples: readonly GoldenExample[]): object {
  const { parametersAnywhere } = described;
  const path = fieldsOf(route.path).map(({ name, field }) => parameter('path', name, field, true));
  const query = parametersAnywhere
    ? optionalParameters(route, parametersAnywhere)
    : fieldsOf(route.query).map(({ name, field, isRequired }) => parameter('query', name, field, isRequired));
  const requestBody = bodyOf(route, described, examples);
  const parameters = [...path, ...query];
  return { ...(parameters.length > 0 && { parameters }), ...(requestBody && { requestBody }) };
}

function parameter(place: 'path' | 'query', name: string, { description, ...schema }: JsonSchema, required: boolean): object {
  const example = sampleParameters[name];
  return { name, in: place, description, required, schema, ...(required && example !== undefined && { example }) };
}

type Anywhere = NonNullable<DescribedOperation['parametersAnywhere']>;

/** The query need not have what may also come in the body. */
function optionalParameters({ query }: Route, { accessTokenId: _credential, ...others }: Anywhere): object[] {
  const declared = fieldsOf(query).map(({ name, field }) =>
    parameter('query', name, { ...field, description: `${field.description} Required here or in the body.` }, false),
  );
  return [...declared, ...Object.entries(others).map(([name, field]) => parameter('query', name, field, false))];
}

function bodyOf(route: Route, { parametersAnywhere, body }: DescribedOperation, examples: readonly GoldenExample[]) {
  if (parametersAnywhere !== undefined) {
    const { accessTokenId, ...others } = parametersAnywhere;
    const declared = Object.fromEntries(fieldsOf(route.query).map(({ name, field }) => [name, field]));
    const content = media(true, { type: 'object', properties: { accessTokenId, ...declared, ...others } }, examples);
    return { required: false, content: { [form]: content, [json]: content } };
  }
  const schema = body ?? (route.body && jsonSchemaOf(route.body));
  if (schema === undefined) return undefined;
  return {
    required: !route.bodyMayBeAbsent,
    content: { [route.bodyIsForm ? form : json]: media(route.bodyIsForm === true, schema, examples) },
  };
}

function media(takesForms: boolean, schema: JsonSchema, examples: readonly GoldenExample[]): object {
  const shown = examples.flatMap(({ row, summary, exchange }) => {
    const value = readSampleBody(exchange.request, takesForms);
    return value === undefined ? [] : [[row, { summary, value }]];
  });
  return { schema, ...(shown.length > 0 && { examples: Object.fromEntries(shown) }) };
}
