import { serverError, unauthorized } from './traffic-ops-error.ts';
import type { Role, TmUser, TrafficOpsStore } from './traffic-ops-store.ts';

/** The user in the request's cookie. */
export type Caller = { user: TmUser; role: Role };

/** A disabled user can be a caller: the server refuses only the login. */
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

/** Which of these permissions the caller lacks. The role `admin` lacks none. For any other role, `ALL` is a permission like any other. */
export function missingPermissions({ role }: Caller, wanted: readonly string[]): string[] {
  return role.name === 'admin' ? [] : wanted.filter((permission) => !role.permissions.includes(permission));
}
