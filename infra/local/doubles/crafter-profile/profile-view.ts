import type { AttributeValues, ProfileRow, Tenant } from './profile-store.ts';

const noAttribute = '$none';
const tenantId = '59284659d4c650213cc2f300';

/** The profile as the API gives it, with the keys in its order. It holds neither the hash nor the lock. */
export function profileView(row: ProfileRow, attributes: AttributeValues): object {
  const { username, email, verified, enabled, createdOn, lastModified, tenant, roles, id } = row;
  return { username, email, verified, enabled, createdOn, lastModified, tenant, roles, attributes, id };
}

/** The tenant as the API gives it, with the keys in its order. */
export function tenantView({ name, availableRoles, attributeDefinitions }: Tenant): object {
  const definitions = attributeDefinitions.map((definition) => ({
    permissions: definition.permissions.map(({ application, allowedActions }) => ({ allowedActions, application })),
    name: definition.name,
    metadata: { label: definition.name, type: 'TEXT' },
    defaultValue: null,
  }));
  const settings = { verifyNewProfiles: false, availableRoles, ssoEnabled: false };
  return { name, ...settings, attributeDefinitions: definitions, cleanseAttributes: true, id: tenantId };
}

/** The attributes that a read returns. The database selects them, so a dotted name reaches into an attribute. */
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

/** The attributes that a write returns. The server filters them in memory, by exact key. */
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
