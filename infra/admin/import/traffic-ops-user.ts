import * as z from 'zod/mini';
import type { Json } from '#lib/reset/ports.ts';
import { address, ifSaid, name, optionalText, password, time } from './line-values.ts';
import { defined, type ParsedAccount } from './parsed-account.ts';

/** Traffic Ops has no flag for disabled users. It gives them this role, which has no permissions. */
const closedRole = 'disallowed';

/** The fields, by their API names, that only Traffic Ops' accounts have. */
const detailNames = [
  'addressLine1',
  'addressLine2',
  'changeLogCount',
  'city',
  'company',
  'country',
  'fullName',
  'gid',
  'id',
  'lastAuthenticated',
  'newUser',
  'phoneNumber',
  'postalCode',
  'publicSshKey',
  'registrationSent',
  'stateOrProvince',
  'tenantId',
  'ucdn',
  'uid',
] as const;

const detail = z.optional(
  z.nullable(z.union([z.string(), z.number(), z.boolean()], 'must be text, a number, true, false or null')),
);
const details = z.object(Object.fromEntries(detailNames.map((each) => [each, detail])));

/** A user as Traffic Ops' API returns it. Before 4.0, `role` was a number and `rolename` or `roleName` held the name of the role. */
export const trafficOpsUser = z.pipe(
  z.looseObject(
    {
      username: name,
      email: address,
      tenant: optionalText,
      lastUpdated: ifSaid(time),
      role: z.union([z.string(), z.int()], 'must be a role’s name or number'),
      roleName: ifSaid(z.string('must be text')),
      rolename: ifSaid(z.string('must be text')),
      localPasswd: password,
    },
    'must be a JSON object',
  ),
  z.transform((user, context): ParsedAccount => {
    const { username, email, tenant, lastUpdated, localPasswd } = user;
    const role = typeof user.role === 'string' ? user.role : (user.roleName ?? user.rolename);
    const roleId = typeof user.role === 'number' ? user.role : undefined;
    const other = z.safeParse(details, user);
    if (!other.success) {
      context.issues.push(...other.error.issues.map((issue) => ({ ...issue, input: undefined })));
    }
    // A role's number does not tell whether it is the closed one.
    const enabled = role === undefined ? undefined : role !== closedRole;
    return {
      id: username,
      says: { username, ...defined({ email, enabled, tenant, lastModified: lastUpdated, createdOn: lastUpdated }) },
      details: defined<{ [key: string]: Json | undefined }>({ ...other.data, role, roleId }),
      password: localPasswd,
      leftOut: [],
      hasDoubledBackslash: false,
    };
  }),
);
