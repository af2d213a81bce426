import type { Route } from '#lib/http/route.ts';
import { bodyReference } from './body-schemas.ts';
import type { DescribedOperation } from './described-operation.ts';
import { type GoldenExample, mediaType } from './golden-examples.ts';
import { fieldsOf, type JsonSchema } from './json-schema-of.ts';
import { optionalBody, optionalFields } from './parameters-anywhere.ts';
import { sampleParameters } from './sample-values.ts';

/** The parameters and the body of an operation, from the route and from its description. */
export function requestOf(route: Route, described: DescribedOperation, examples: readonly GoldenExample[]): object {
  const { notes } = described;
  const path = fieldsOf(route.path?.(), notes)
    .filter(({ isRequired }) => isRequired)
    .map(({ name, field }) => parameter('path', name, field, true));
  const query = route.parameters
    ? Object.entries(optionalFields(route, notes)).map(([name, field]) => parameter('query', name, field, false))
    : fieldsOf(route.query?.(), notes).map(({ name, field, isRequired }) => parameter('query', name, field, isRequired));
  const parameters = [...path, ...query];
  const hasBody = route.body !== undefined || described.body !== undefined;
  const requestBody = route.parameters ? optionalBody(bodyReference(route), examples) : bodyOf(route, hasBody, examples);
  return { ...(parameters.length > 0 && { parameters }), ...(requestBody && { requestBody }) };
}

function parameter(place: 'path' | 'query', name: string, { description, ...schema }: JsonSchema, required: boolean): object {
  const example = sampleParameters[name];
  return { name, in: place, description, required, schema, ...(required && example !== undefined && { example }) };
}

function bodyOf(route: Route, hasBody: boolean, examples: readonly GoldenExample[]): object | undefined {
  const { bodyIsForm = false, bodyMayBeAbsent = false } = route;
  if (!hasBody) {
    return undefined;
  }
  const type = bodyIsForm ? 'application/x-www-form-urlencoded' : 'application/json';
  return { required: !bodyMayBeAbsent, content: { [type]: mediaType(bodyReference(route), examples, bodyIsForm) } };
}
