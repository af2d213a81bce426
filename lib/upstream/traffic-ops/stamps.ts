import { sha256 } from '#lib/reset/token.ts';
import { nanosecondsOf } from './rfc3339-time.ts';
import type { UserRow } from './user-row.ts';

/**
 * Which changes end a link. `strict`: every change of the row, and a login is one if it is the first in a minute. `login-tolerant`: not a login, for
 * accounts that scripts log in with all the time. It does not see a password change that was followed by a login.
 */
export type StampMode = 'strict' | 'login-tolerant';

/** When the row last changed, and whose it is. */
export function fingerprintOf(row: UserRow): string {
  return `${nanosecondsOf(row.lastUpdated)}-${ownerOf(row)}`;
}

export function isUnchanged(row: UserRow, fingerprint: string, mode: StampMode): boolean {
  const isSame = fingerprintOf(row) === fingerprint;
  if (isSame || mode === 'strict') {
    return isSame;
  }
  // A login makes both times the same.
  const { lastUpdated, lastAuthenticated } = row;
  const isLogin = lastAuthenticated !== null && nanosecondsOf(lastUpdated) === nanosecondsOf(lastAuthenticated);
  return isLogin && fingerprint.endsWith(`-${ownerOf(row)}`);
}

/** Whether nothing has written the row in between. Times are compared for equality only, because `lastUpdated` can go backwards. */
export function isSameVersion(one: UserRow, other: UserRow): boolean {
  return nanosecondsOf(one.lastUpdated) === nanosecondsOf(other.lastUpdated);
}

/**
 * The `If-Match` that lets a write through only if the row has not changed since. No answer of the server has an entity tag, so it is made here. It
 * must be exact: the server ignores one that it cannot read and writes without a condition.
 */
export function entityTagOf({ lastUpdated }: UserRow): string {
  return `"v1-${nanosecondsOf(lastUpdated).toString(36)}"`;
}

/** A hash, because stamps also travel in cookies. */
function ownerOf({ email, role, tenantId, username }: UserRow): string {
  return sha256(JSON.stringify([email, role, tenantId, username]));
}
