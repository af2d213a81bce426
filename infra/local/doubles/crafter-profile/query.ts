import * as z from 'zod/mini';
import type { Access } from './access.ts';
import { ProfileError } from './profile-error.ts';
import type { ProfileRow, Tenant } from './profile-store.ts';

/** The part of MongoDB's query language that the double supports: conditions on fields. It answers 500 to anything else. */
const condition = z.union([
  z.null(),
  z.string(),
  z.boolean(),
  z.strictObject({ $oid: z.string().check(z.regex(/^[0-9a-f]{24}$/i)) }),
  z.strictObject({ $exists: z.boolean() }),
  z.strictObject({ $regex: z.string(), $options: z.optional(z.literal('i')) }),
  z.strictObject({ $not: z.strictObject({ $regex: z.string() }) }),
]);
const fields = ['_id', 'password', 'username', 'email', 'enabled', 'verified'] as const;
const query = z.partialRecord(z.enum(fields), condition);
type Condition = z.output<typeof condition>;
export type Query = z.output<typeof query>;

/**
 * @param isPasswordQueryable false for a server that refuses conditions on the password
 * @throws {ProfileError} 400 when the server does not allow this query
 */
export function checkQuery(text: string, tenant: Tenant, access: Access, isPasswordQueryable: boolean): void {
  const hidden = tenant.attributeDefinitions
    .filter((definition) => !access.mayReadAttribute(definition))
    .map(({ name }) => ({ name, pattern: new RegExp(`['"]?attributes\\.${name}(\\.[^'":]+)?['"]?\\s*:`) }));
  const password = isPasswordQueryable ? [] : [{ name: 'password', pattern: /['"]?password['"]?\s*:/ }];
  if (/['"]?tenant['"]?\s*:/.test(text)) {
    throw notAllowed('Field "tenant" is not allowed in query');
  }
  if (/['"]?\$where['"]?\s*:/.test(text)) {
    throw notAllowed('$where operator is not allowed in query');
  }
  const found = [...hidden, ...password].find(({ pattern }) => pattern.test(text));
  if (found) {
    throw notAllowed(`Attribute "${found.name}" is not allowed in query`);
  }
}

/** Undefined when the double does not understand the query. The server's query library takes `#` for a placeholder and fails. An empty text is `{}`. */
export function parseQuery(text: string): Query | undefined {
  if (text === '') {
    return {};
  }
  try {
    return text.includes('#') ? undefined : z.safeParse(query, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export function matchesQuery(row: ProfileRow, conditions: Query): boolean {
  return fields.every((field) => {
    const wanted = conditions[field];
    return wanted === undefined || holds(field === '_id' ? row.id : row[field], wanted);
  });
}

function holds(value: string | boolean | null, wanted: Condition): boolean {
  if (wanted === null || typeof wanted !== 'object') {
    return value === wanted;
  }
  if ('$oid' in wanted) {
    return value === wanted.$oid.toLowerCase();
  }
  if ('$exists' in wanted) {
    return (value !== null) === wanted.$exists;
  }
  const matches = (source: string, options = '') => typeof value === 'string' && new RegExp(source, options).test(value);
  return '$regex' in wanted ? matches(wanted.$regex, wanted.$options) : !matches(wanted.$not.$regex);
}

function notAllowed(message: string): ProfileError {
  return new ProfileError(400, 'INVALID_QUERY', message);
}
