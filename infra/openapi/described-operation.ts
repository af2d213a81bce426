import type { HeaderName } from './headers.ts';
import type { JsonSchema } from './json-schema.ts';
import type { FieldNotes } from './json-schema-of.ts';
import type { schemas } from './schemas.ts';

/** What one status says. */
export type DescribedAnswer = {
  /**
   * The rows of docs/contracts.md that have this status, each with its meaning. A row that has more than one example here is named `T12.gone`,
   * with anything behind the point.
   */
  readonly rows: { readonly [row: string]: DescribedRow };
  readonly body: keyof typeof schemas;
  /** Besides those on every answer of the operation. */
  readonly headers?: readonly HeaderName[];
};

export type DescribedRow = {
  readonly when: string;
  /** How the title of the golden exchange to show begins; by default it is the row's first one. */
  readonly golden?: string;
};

/** All of an operation that its route does not declare. */
export type DescribedOperation = {
  readonly tag: string;
  readonly description: string;
  /** On the fields that its route declares. */
  readonly notes?: FieldNotes;
  /** The security scheme that it needs; none when anyone may call. */
  readonly credential?: 'accessToken' | 'administratorToken' | 'session';
  /** A body that the route leaves to its function. */
  readonly body?: JsonSchema;
  /** On every answer. */
  readonly headers: readonly HeaderName[];
  readonly answers: { readonly [status: number]: DescribedAnswer };
};
