import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as z from 'zod/mini';

const schema = z.record(z.string(), z.unknown());
const header = z.object({ required: z._default(z.boolean(), false), schema });
const reference = z.object({ $ref: z.string() });
const media = z.object({ schema, examples: z._default(z.record(z.string(), z.object({ value: z.unknown() })), {}) });
const content = z.record(z.string(), media);
const parameter = z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema });
const securityScheme = z.object({ in: z.optional(z.string()), name: z.optional(z.string()) });
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.unknown())),
  parameters: z._default(z.array(parameter), []),
  requestBody: z.optional(z.object({ required: z.boolean(), content })),
  responses: z.record(z.string(), z.object({ headers: z._default(z.record(z.string(), reference), {}), content })),
});
const method = z.enum(['get', 'post', 'put']);
const documentSchema = z.object({
  paths: z.record(z.string(), z.partialRecord(z.union([method, z.literal('servers')]), z.unknown())),
  components: z.object({
    headers: z.record(z.string(), header),
    schemas: z.record(z.string(), schema),
    securitySchemes: z.record(z.string(), securityScheme),
  }),
});

export type Operation = z.output<typeof operation> & { path: string };
type Header = z.output<typeof header>;
type Schema = { [keyword: string]: unknown };

/** openapi.json prepared for tests: operations by id, headers by name, and schemas that validate. */
export type DocumentChecks = {
  operations: ReadonlyMap<string, Operation>;
  /** The header that a response refers to. */
  header(reference: { $ref: string }): Header | undefined;
  /** The query parameter that may carry the credential of an operation. */
  credentialIn(operation: Operation): string | undefined;
  /** The schema itself, if this is a reference to one. */
  resolve(schema: Schema): Schema;
  /** Lists what is wrong with a value by its schema, one line for each fault. With `isText`, a text may stand for a number. */
  faults(schema: Schema, value: unknown, where: string, isText?: 'text'): string[];
};

export function documentChecks(text: string): DocumentChecks {
  const json: unknown = JSON.parse(text);
  const { paths, components } = z.parse(documentSchema, json);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    method.options.flatMap((name) => (item[name] ? [{ ...z.parse(operation, item[name]), path }] : [])),
  );
  return {
    operations: new Map(operations.map((one) => [one.operationId, one])),
    header: ({ $ref }) => components.headers[$ref.replace('#/components/headers/', '')],
    credentialIn: ({ security }) =>
      security
        .flatMap((one) => Object.keys(one))
        .map((name) => components.securitySchemes[name])
        .find((scheme) => scheme?.in === 'query')?.name,
    resolve: (schema) => components.schemas[`${schema.$ref}`.replace('#/components/schemas/', '')] ?? schema,
    faults: schemaFaults(components.schemas),
  };
}

function schemaFaults(schemas: object): DocumentChecks['faults'] {
  const strict = new Ajv2020({ strict: false, allErrors: true });
  const coercing = new Ajv2020({ strict: false, coerceTypes: true });
  const compiled = new Map<string, ValidateFunction>();
  return (wanted, value, where, isText) => {
    const key = `${isText} ${JSON.stringify(wanted)}`;
    // References point to `#/components/schemas`, so these must be in the root of the schema.
    const validate = compiled.get(key) ?? (isText ? coercing : strict).compile({ ...wanted, components: { schemas } });
    compiled.set(key, validate);
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${where}${instancePath} ${message}`);
  };
}
