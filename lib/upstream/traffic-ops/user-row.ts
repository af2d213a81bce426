import * as z from 'zod/mini';
import type { ServerAccount } from '#lib/upstream/product-server.ts';
import { isTime, nanosecondsOf } from './rfc3339-time.ts';

const time = z.string().check(z.refine(isTime));

/** A user as `GET users` of the APIs 4.0 and 5.0 lists it. The keys that are not named here are part of it too: a write sends all of them back. */
const userRow = z.catchall(
  z.object({
    id: z.int(),
    username: z.string(),
    email: z.nullable(z.string()),
    role: z.string(),
    tenant: z.nullable(z.string()),
    tenantId: z.nullable(z.int()),
    lastUpdated: time,
    lastAuthenticated: z.nullable(time),
  }),
  z.json(),
);
export type UserRow = z.output<typeof userRow>;

/** Undefined if it is not a user. */
export function parseUserRow(value: unknown): UserRow | undefined {
  return z.safeParse(userRow, value).data;
}

/** The only state in which a user cannot log in. */
const disabledRole = 'disallowed';

/** The account's `details` are the row. */
export function accountOf(row: UserRow): ServerAccount {
  return {
    realm: 'traffic-ops',
    id: `${row.id}`,
    username: row.username,
    email: row.email,
    enabled: row.role !== disabledRole,
    externallyManaged: false,
    tenant: row.tenant,
    // The server does not tell.
    createdOn: 0,
    lastModified: Number(nanosecondsOf(row.lastUpdated) / 1_000_000n),
    details: row,
  };
}

/** @throws {TypeError} if the account does not come from `accountOf` */
export function rowOf({ details }: ServerAccount): UserRow {
  const row = parseUserRow(details);
  if (row === undefined) {
    throw new TypeError('the account is not one of Traffic Ops');
  }
  return row;
}
