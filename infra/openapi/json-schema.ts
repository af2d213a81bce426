/** A schema as OpenAPI 3.1 has it: JSON Schema 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };
