import * as z from 'zod/mini';

/** A fault that a schema finds: the parameter, and a problem that completes a sentence ("must be a string"). */
type FieldFault = { name: string; problem: string; isMissing: boolean };

/** The first fault that a schema finds, and those after it if there are any. */
export type InputFault = FieldFault & { others?: readonly FieldFault[] };

/**
 * Parses one part of a request.
 *
 * @param refuse makes the error to throw from the first fault, in the order in which the schema names its parameters
 */
export function checkInput<Schema extends z.ZodMiniType>(
  schema: Schema,
  input: object,
  refuse: (fault: InputFault) => Error,
): z.output<Schema> {
  const result = z.safeParse(schema, input);
  if (result.success) {
    return result.data;
  }
  const [first = { name: '', problem: 'is invalid', isMissing: false }, ...others] = result.error.issues.map(
    ({ path, message }): FieldFault => ({ name: path.join('.'), problem: message, isMissing: isMissing(input, path) }),
  );
  throw refuse({ ...first, ...(others.length > 0 && { others }) });
}

/** A string, with a sentence for anything else. */
export const text = () => z.string(orMissing('must be a string'));
/** A string that is not empty. */
export const nonEmptyText = () => text().check(z.minLength(1, 'must not be empty'));

function isMissing(input: object, path: readonly PropertyKey[]): boolean {
  const value = path.reduce<unknown>((parent, key) => Object(parent)[key], input);
  return path.length > 0 && value === undefined;
}

/** The error of a schema: `problem`, unless the value is missing. */
function orMissing(problem: string) {
  return { error: (issue: { input?: unknown }) => (issue.input === undefined ? 'is missing' : problem) };
}
