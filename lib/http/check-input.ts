import * as z from 'zod/mini';

/** The first fault that a schema finds: the parameter, and a problem that completes a sentence ("must be a string"). */
export type InputFault = { name: string; problem: string; isMissing: boolean };

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
  const { path = [], message = 'is invalid' } = result.error.issues[0] ?? {};
  throw refuse({ name: path.join('.'), problem: message, isMissing: isMissing(input, path) });
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
