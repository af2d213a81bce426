import * as z from 'zod/mini';
import type { JsonSchema } from './json-schema.ts';

const schemaOfObject = z.looseObject({
  properties: z.record(
    z.string(),
    z.looseObject({ properties: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))) }),
  ),
  required: z._default(z.array(z.string()), []),
});

/** What is to be said of the fields of a request, by their names. */
export type FieldNotes = { readonly [field: string]: string };

/**
 * What the schema of an object in a request lets in, and what is to be said of its fields. Rules that JSON Schema has no words for are left
 * out, so it lets in more, never less.
 */
export function jsonSchemaOf(schema: z.ZodMiniType, notes: FieldNotes = {}, description?: string): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return { ...withNotes(converted, notes), ...(description !== undefined && { description }) };
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

/** The fields of an object's schema, and whether they are required. */
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
