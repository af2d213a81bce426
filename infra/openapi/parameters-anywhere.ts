import * as z from 'zod/mini';
import type { Route } from '#lib/http/route.ts';
import type { DescribedOperation } from './described-operation.ts';
import { type GoldenExample, mediaType } from './golden-examples.ts';
import { type FieldNotes, fieldsOf, type JsonSchema } from './json-schema-of.ts';
import { readSampleBody } from './read-sample-body.ts';

type Anywhere = NonNullable<DescribedOperation['parametersAnywhere']>;
type Fields = { readonly [name: string]: JsonSchema };

/** The parameters of the query. None is required, because each may come in the body instead. */
export function optionalFields(
  { query }: Route,
  { accessTokenId: _credential, ...others }: Anywhere,
  notes: FieldNotes | undefined,
): Fields {
  return { ...mapFields(declaredBy(query, notes), (field) => noted(field, 'Required here or in the body.')), ...others };
}

/** The body. None of its fields is required, because each may come in the query instead. */
export function optionalBody(
  { query }: Route,
  { accessTokenId, ...others }: Anywhere,
  notes: FieldNotes | undefined,
  examples: readonly GoldenExample[],
): object {
  const required = mapFields({ accessTokenId, ...declaredBy(query, notes) }, (field) =>
    noted(field, 'Required here or in the query.'),
  );
  const properties = withExamples({ ...required, ...others }, examples);
  const content = (fields: Fields) => mediaType({ type: 'object', properties: fields }, examples, true);
  return {
    required: false,
    content: {
      'application/x-www-form-urlencoded': content(properties),
      'application/json': content(mapFields(properties, orText)),
    },
  };
}

const declaredBy = (query: Route['query'], notes: FieldNotes | undefined): Fields =>
  Object.fromEntries(fieldsOf(query, notes).map(({ name, field }) => [name, field]));

function mapFields(fields: Fields, change: (field: JsonSchema) => JsonSchema): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field)]));
}

const noted = (field: JsonSchema, note: string): JsonSchema => ({ ...field, description: `${field.description} ${note}` });

/** JSON may hold one value as a list or as a text. In a query or a form the two look the same. */
const orText = (field: JsonSchema): JsonSchema => (field.type === 'array' ? { ...field, type: ['array', 'string'] } : field);

const sampleFields = z._default(z.record(z.string(), z.unknown()), {});

/** Gives each field its value in the first example, because viewers show a form field by field. */
function withExamples(fields: Fields, [first]: readonly GoldenExample[]): Fields {
  const values = z.parse(sampleFields, first && readSampleBody(first.exchange.request, true));
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      Object.hasOwn(values, name) ? { ...field, examples: [values[name]] } : field,
    ]),
  );
}
