import { serverError, unauthorized } from './traffic-ops-error.ts';
import type { Role, TmUser, TrafficOpsStore } from './traffic-ops-store.ts';

/** Whoever's cookie a request carries. */
export type Caller = { user: TmUser; role: Role };

/** Disabled users are callers too: only their login is refused. */
export function findCaller(store: TrafficOpsStore, user: TmUser | undefined): Caller {
  if (user === undefined) {
    throw unauthorized('user not found');
  }
  const role = store.roleOf(user);
  if (role === undefined) {
    throw serverError();
  }
  return { user, role };
}

/** What of these the caller lacks. The role `admin` lacks nothing; to any other role, `ALL` is one permission among many. */
export function missingPermissions({ role }: Caller, wanted: readonly string[]): string[] {
  return role.name === 'admin' ? [] : wanted.filter((permission) => !role.permissions.includes(permission));
}
