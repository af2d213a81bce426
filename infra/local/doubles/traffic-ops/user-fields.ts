import { type GoStruct, numberOf, textOf } from './go-json.ts';
import { badRequest } from './traffic-ops-error.ts';
import type { TmUser } from './traffic-ops-store.ts';

export const detailFields = [
  'addressLine1',
  'addressLine2',
  'city',
  'company',
  'country',
  'phoneNumber',
  'postalCode',
  'publicSshKey',
  'stateOrProvince',
] as const;

const details = Object.fromEntries(detailFields.map((key) => [key, 'string' as const]));

const shared = {
  ...details,
  email: 'string',
  fullName: 'string',
  gid: 'int',
  id: 'int',
  localPasswd: 'string',
  newUser: 'bool',
  registrationSent: 'time',
  tenant: 'string',
  tenantId: 'int',
  uid: 'int',
  username: 'string',
} as const;

export const userV4: GoStruct = {
  name: 'UserV4',
  fields: {
    ...shared,
    changeLogCount: 'int',
    lastAuthenticated: 'time',
    lastUpdated: 'time',
    role: 'string',
    token: 'string',
    ucdn: 'string',
  },
};

/** The user of the 3.x APIs. */
export const userV3: GoStruct = {
  name: 'User',
  fields: { ...shared, confirmLocalPasswd: 'string', role: 'int', registrationSent: 'raw' },
};

type Decoded = { [key: string]: unknown };

/** The columns that a full replace writes. An absent field becomes null or empty. */
export function replacedColumns(decoded: Decoded): Partial<TmUser> {
  const columns = Object.fromEntries(detailFields.map((key) => [key, textOf(decoded, key)]));
  return {
    ...columns,
    email: textOf(decoded, 'email'),
    fullName: textOf(decoded, 'fullName'),
    username: textOf(decoded, 'username') ?? '',
    tenantId: numberOf(decoded, 'tenantId') ?? 0,
    ucdn: textOf(decoded, 'ucdn') ?? '',
  };
}

/**
 * Checks the required fields.
 *
 * @throws {TrafficOpsError} 400, with all problems. (The server's order is random.)
 */
export function checkFields(decoded: Decoded): void {
  const email = textOf(decoded, 'email') ?? '';
  const texts = ['email', 'fullName', 'role', 'username']
    .filter((key) => (decoded[key] ?? '') === '')
    .map((key) => `'${key}' cannot be blank`);
  const problems = [
    ...texts,
    ...(email === '' || isMailAddress(email) ? [] : ["'email' must be a valid email address"]),
    ...((numberOf(decoded, 'tenantId') ?? 0) === 0 ? ["'tenantID' cannot be blank"] : []),
  ];
  if (problems.length > 0) {
    throw badRequest(problems.join(', '));
  }
}

/** The server's check refuses `x@localhost` and quoted names. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@"]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(text);
}
