import * as z from 'zod/mini';

/** A schema in OpenAPI 3.1, which is JSON Schema 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** The descriptions of the fields of a request, by the names of the fields. */
export type FieldNotes = { readonly [field: string]: string };

const schemaOfObject = z.looseObject({
  properties: z.record(
    z.string(),
    z.looseObject({ properties: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))) }),
  ),
  required: z._default(z.array(z.string()), []),
});

/**
 * Turns the schema of an object in a request into JSON Schema, with a description for each field that has a note. Rules that JSON Schema cannot
 * express are left out, so the result accepts more than the route, never less.
 */
export function jsonSchemaOf(schema: z.ZodMiniType, notes: FieldNotes = {}, description?: string): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return { ...withNotes(converted, notes), ...(description !== undefined && { description }) };
}

/** Lists the fields of an object's schema and says which are required. */
export function fieldsOf(
  schema: z.ZodMiniType | undefined,
  notes?: FieldNotes,
): { name: string; field: JsonSchema; isRequired: boolean }[] {
  if (schema === undefined) {
    return [];
  }
  const { properties, required } = z.parse(schemaOfObject, jsonSchemaOf(schema, notes));
  return Object.entries(properties).map(([name, field]) => ({ name, field, isRequired: required.includes(name) }));
}

function withNotes(schema: JsonSchema, notes: FieldNotes): JsonSchema {
  const { success, data } = z.safeParse(schemaOfObject, schema);
  if (!success) {
    return schema;
  }
  const fields = Object.entries(data.properties).map(([name, field]) => {
    const description = notes[name];
    return [name, { ...withNotes(field, notes), ...(description !== undefined && { description }) }];
  });
  return { ...schema, properties: Object.fromEntries(fields) };
}
