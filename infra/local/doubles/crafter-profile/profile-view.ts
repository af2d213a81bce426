import type { AttributeValues, ProfileRow } from './profile-store.ts';

const noAttribute = '$none';

/** The profile as the API gives it, keys in its order: never the hash, never the lock. */
export function profileView(row: ProfileRow, attributes: AttributeValues): object {
  const { username, email, verified, enabled, createdOn, lastModified, tenant, roles, id } = row;
  return { username, email, verified, enabled, createdOn, lastModified, tenant, roles, attributes, id };
}

/** What a read brings from the database: dotted names reach into an attribute. */
export function project(attributes: AttributeValues, names: readonly string[] | undefined): AttributeValues {
  if (names === undefined || names.length === 0) {
    return attributes;
  }
  if (names.includes(noAttribute)) {
    return {};
  }
  const projected: AttributeValues = {};
  for (const name of names) {
    copy(attributes, projected, name.split('.'));
  }
  return projected;
}

/** What a write's answer holds: exactly these keys, in memory. */
export function filterByKey(attributes: AttributeValues, names: readonly string[] | undefined): AttributeValues {
  if (names === undefined || names.length === 0) {
    return attributes;
  }
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

function copy(from: AttributeValues, to: AttributeValues, [key = '', ...rest]: readonly string[]): void {
  const value = from[key];
  if (value === undefined) {
    return;
  }
  if (rest.length === 0) {
    to[key] = value;
  } else if (isObject(value)) {
    const inner = isObject(to[key]) ? to[key] : {};
    copy(value, inner, rest);
    to[key] = inner;
  }
}

function isObject(value: unknown): value is AttributeValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
