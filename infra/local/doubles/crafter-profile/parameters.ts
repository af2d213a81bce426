import type { Received } from '#infra/local/doubles/server/received.ts';
import { ProfileError } from './profile-error.ts';

const booleans = new Map(
  Object.entries({ true: true, on: true, yes: true, '1': true, false: false, off: false, no: false, '0': false }),
);

/** The parameters of the query and of the form. As in a servlet container, those of the query come first. */
export class Parameters {
  readonly #values: URLSearchParams;

  constructor({ query, headers, body }: Received) {
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
    this.#values = new URLSearchParams([...query, ...new URLSearchParams(isForm ? body.toString() : '')]);
  }

  /** The first value. */
  first(name: string): string | undefined {
    return this.#values.get(name) ?? undefined;
  }

  /** All values, joined with commas; undefined if there is none. */
  text(name: string): string | undefined {
    return this.#values.has(name) ? this.#values.getAll(name).join(',') : undefined;
  }

  required(name: string): string {
    return this.#required(name, 'String');
  }

  /** Splits a single value at its commas, and takes several values as they are. Undefined if there is none. */
  list(name: string): string[] | undefined {
    const values = this.#values.getAll(name);
    const [only] = values;
    if (only === undefined || values.length > 1) {
      return values.length === 0 ? undefined : values;
    }
    return only === '' ? [] : only.split(',').map((value) => value.trim());
  }

  /** Undefined if it is absent or empty. */
  boolean(name: string): boolean | undefined {
    const value = this.text(name)?.trim() ?? '';
    if (value === '') {
      return undefined;
    }
    return parseBoolean(name, value, 'java.lang.Boolean');
  }

  requiredBoolean(name: string): boolean {
    return parseBoolean(name, this.#required(name, 'boolean').trim(), 'boolean');
  }

  #required(name: string, type: string): string {
    const value = this.text(name);
    if (value === undefined) {
      const message = `Required request parameter '${name}' for method parameter type ${type} is not present`;
      throw new ProfileError(400, 'OTHER', message);
    }
    return value;
  }
}

function parseBoolean(name: string, value: string, type: string): boolean {
  const parsed = booleans.get(value.toLowerCase());
  if (parsed === undefined) {
    const message = `Method parameter '${name}': Failed to convert value of type 'java.lang.String' to required type '${type}'; Invalid boolean value [${value}]`;
    throw new ProfileError(400, 'OTHER', message);
  }
  return parsed;
}
