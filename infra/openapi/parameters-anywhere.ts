import * as z from 'zod/mini';
import type { Route } from '#lib/http/route.ts';
import { type GoldenExample, mediaType } from './golden-examples.ts';
import { type FieldNotes, fieldsOf, type JsonSchema } from './json-schema-of.ts';
import { readSampleBody } from './read-sample-body.ts';
import { securitySchemes } from './security-schemes.ts';

type Fields = { readonly [name: string]: JsonSchema };

/**
 * The parameters of the query, without the credential, which its security scheme adds. None is required, because each may come in the body
 * instead.
 */
export function optionalFields(route: Route, notes: FieldNotes | undefined): Fields {
  const { [securitySchemes.accessToken.name]: _credential, ...others } = declaredBy(
    route,
    notes,
    'Required here or in the body.',
  );
  return others;
}

/** The fields of the body. None is required, because each may come in the query instead. */
export function fieldsOfBody(route: Route, notes: FieldNotes | undefined, examples: readonly GoldenExample[]): Fields {
  return withExamples(declaredBy(route, notes, 'Required here or in the query.'), examples);
}

export function optionalBody(schema: JsonSchema, examples: readonly GoldenExample[]): object {
  const content = mediaType(schema, examples, true);
  return { required: false, content: { 'application/x-www-form-urlencoded': content, 'application/json': content } };
}

/** The parameters that a route declares. Viewers fill in an empty list for one that may have several values. */
function declaredBy({ parameters }: Route, notes: FieldNotes | undefined, ifRequired: string): Fields {
  return Object.fromEntries(
    fieldsOf(parameters?.(), notes).map(({ name, field, isRequired }) => {
      const described = isRequired ? noted(field, ifRequired) : field;
      return [name, field.type === 'array' ? { ...described, examples: [[]] } : described];
    }),
  );
}

const noted = (field: JsonSchema, note: string): JsonSchema => ({ ...field, description: `${field.description} ${note}` });

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
