import type { HeaderName } from './headers.ts';
import type { FieldNotes, JsonSchema } from './json-schema-of.ts';
import type { schemas } from './schemas.ts';
import type { securitySchemes } from './security-schemes.ts';

/** The answer with one status. */
export type DescribedAnswer = {
  /**
   * The rows of docs/contracts.md that have this status, each with its meaning. A row with a second example has a second entry, whose name adds a
   * point and any word to the row, for example `T12.gone`.
   */
  readonly rows: { readonly [row: string]: DescribedRow };
  /** If no row has this status, because only the product's own server gives it. */
  readonly description?: string;
  readonly body: keyof typeof schemas;
  /** The headers in addition to those on every answer of the operation. */
  readonly headers?: readonly HeaderName[];
};

export type DescribedRow = {
  readonly when: string;
  /** The beginning of the title of the golden exchange to show. The default is the first exchange of the row. */
  readonly golden?: string;
};

/** What the document says about an operation that its route does not declare. */
export type DescribedOperation = {
  readonly tag: string;
  readonly description: string;
  /** Descriptions of the fields that the route declares. */
  readonly notes?: FieldNotes;
  /** The security scheme of the operation. Without one, anyone may call it. */
  readonly credential?: keyof typeof securitySchemes;
  /** The body, if the route leaves it to its function. */
  readonly body?: JsonSchema;
  /** The headers on every answer. */
  readonly headers: readonly HeaderName[];
  readonly answers: { readonly [status: number]: DescribedAnswer };
};
