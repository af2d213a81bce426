import type { Account, Json } from '#lib/reset/ports.ts';
import type { Version } from './routes.ts';

/** The fields that people may change about themselves, and only together with a new password. */
export const descriptiveFields = [
  'addressLine1',
  'addressLine2',
  'city',
  'company',
  'country',
  'fullName',
  'phoneNumber',
  'postalCode',
  'stateOrProvince',
] as const;

/** Traffic Ops no longer calls people new after they have set their own password. */
export const afterOwnPassword = { newUser: false } as const;

/**
 * The account's values of the fields that a session from a mail link may not change (K13). A field that no export
 * named is undefined. An SSH key that no export named is null, because T-get shows that there is none.
 */
export function fixedFields({ username, email, details }: Account, version: Version): { [field: string]: Json | undefined } {
  const { tenantId, publicSshKey = null, role, roleId } = details;
  const knownRole = (isLegacy(version) ? roleId : role) ?? undefined;
  return { username, email, role: knownRole, tenantId, publicSshKey };
}

/**
 * The user as T-get and T-put return it: the contract's keys in its order. Before 4.0 the role is a number, with its name beside it, and
 * `localUser` says whether there is a password.
 */
export function userObject(account: Account, version: Version): { [key: string]: Json } {
  const { details, username, email, tenant, lastModified, hasPassword } = account;
  const field = (name: string) => details[name] ?? null;
  return {
    addressLine1: field('addressLine1'),
    addressLine2: field('addressLine2'),
    changeLogCount: details.changeLogCount ?? 0,
    city: field('city'),
    company: field('company'),
    country: field('country'),
    email,
    fullName: field('fullName'),
    gid: field('gid'),
    id: field('id'),
    lastAuthenticated: field('lastAuthenticated'),
    lastUpdated: new Date(lastModified).toISOString(),
    ...(isLegacy(version) && { localUser: hasPassword }),
    newUser: details.newUser ?? false,
    phoneNumber: field('phoneNumber'),
    postalCode: field('postalCode'),
    publicSshKey: field('publicSshKey'),
    registrationSent: field('registrationSent'),
    ...(isLegacy(version) ? { role: field('roleId'), roleName: field('role') } : { role: field('role') }),
    stateOrProvince: field('stateOrProvince'),
    tenant,
    tenantId: field('tenantId'),
    ucdn: details.ucdn ?? '',
    uid: field('uid'),
    username,
  };
}

/** Before 4.0 the user is wrapped, an update is partial, and a role is a number. */
export function isLegacy(version: Version): boolean {
  return version.startsWith('3.');
}
