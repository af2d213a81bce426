import { badRequest } from './traffic-ops-error.ts';

type GoType = 'string' | 'int' | 'bool' | 'time' | 'raw';

/** The keys of a Go struct with their types. */
export type GoStruct = { name: string; fields: { readonly [key: string]: GoType } };

type Decoded = { [key: string]: unknown };

/**
 * Reads a body as Go's decoder does: it ignores the letter case of keys, and skips null and unknown keys.
 *
 * @throws {TrafficOpsError} 400, with Go's own words
 */
export function decodeGo(body: Buffer, { name, fields }: GoStruct, prefix = ''): Decoded {
  const value = parse(body.toString(), prefix);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(`${prefix}json: cannot unmarshal ${kindOf(value)} into Go value of type tc.${name}`);
  }
  const names = new Map(Object.keys(fields).map((key) => [key.toLowerCase(), key]));
  const decoded: Decoded = {};
  for (const [given, inner] of Object.entries(value)) {
    const key = names.get(given.toLowerCase());
    const type = key === undefined ? undefined : fields[key];
    if (key !== undefined && type !== undefined && inner !== null) {
      check(inner, type, `${name}.${key}`, prefix);
      decoded[key] = inner;
    }
  }
  return decoded;
}

/** A decoded text, or null if it was absent. */
export function textOf(decoded: Decoded, key: string): string | null {
  const value = decoded[key];
  return typeof value === 'string' ? value : null;
}

/** A decoded number, or null if it was absent. */
export function numberOf(decoded: Decoded, key: string): number | null {
  const value = decoded[key];
  return typeof value === 'number' ? value : null;
}

function parse(text: string, prefix: string): unknown {
  if (text.trim() === '') {
    throw badRequest(`${prefix}EOF`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const isCutOff = /Unexpected end|Unterminated|Expected .* at position (\d+)/.exec(`${error}`);
    const isAtEnd = isCutOff !== null && (isCutOff[1] === undefined || Number(isCutOff[1]) >= text.length);
    throw badRequest(
      `${prefix}${isAtEnd ? 'unexpected EOF' : `invalid character '${text.trim()[0]}' looking for beginning of value`}`,
    );
  }
}

function check(value: unknown, type: GoType, field: string, prefix: string): void {
  const kind = kindOf(value);
  const isTime = type === 'time' && kind === 'string';
  if (isTime && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(`${value}`)) {
    throw badRequest(`${prefix}parsing time "${value}" as "2006-01-02T15:04:05Z07:00": cannot parse "${value}" as "2006"`);
  }
  const isGood =
    type === 'raw' || isTime || kind === type || (type === 'int' && typeof value === 'number' && Number.isInteger(value));
  if (!isGood) {
    throw badRequest(`${prefix}json: cannot unmarshal ${kind} into Go struct field ${field} of type ${type}`);
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  return value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value;
}
