import { formatLegacyTime, formatTime } from './timestamps.ts';
import type { TmUser, TrafficOpsStore } from './traffic-ops-store.ts';
import { detailFields } from './user-fields.ts';

/** A user as the 4.x and 5.0 APIs list it, keys in their order. `uid` and `gid` are null here even when the table has them. */
export function listedUser(store: TrafficOpsStore, user: TmUser, offsetMinutes: number) {
  return { ...currentUser(store, user, offsetMinutes), gid: null, uid: null };
}

/** A user as the user itself gets it from `user/current`. */
export function currentUser(store: TrafficOpsStore, user: TmUser, offsetMinutes: number) {
  const time = (value: bigint | null) => (value === null ? null : formatTime(value, offsetMinutes));
  return {
    addressLine1: user.addressLine1,
    addressLine2: user.addressLine2,
    changeLogCount: store.log.filter((row) => row.user === user.username).length,
    city: user.city,
    company: user.company,
    country: user.country,
    email: user.email,
    fullName: user.fullName,
    gid: user.gid,
    id: user.id,
    lastAuthenticated: time(user.lastAuthenticated),
    lastUpdated: time(user.lastUpdated),
    newUser: user.newUser,
    phoneNumber: user.phoneNumber,
    postalCode: user.postalCode,
    publicSshKey: user.publicSshKey,
    registrationSent: user.registrationSent,
    role: store.roleOf(user)?.name ?? null,
    stateOrProvince: user.stateOrProvince,
    tenant: store.tenants.get(user.tenantId)?.name ?? null,
    tenantId: user.tenantId,
    ucdn: user.ucdn,
    uid: user.uid,
    username: user.username,
  };
}

/** A user as the 3.x APIs give it: the role is a number, and the time has whole seconds. */
export function legacyUser(store: TrafficOpsStore, user: TmUser) {
  const { changeLogCount: _, lastAuthenticated: __, ucdn: ___, ...rest } = currentUser(store, user, 0);
  const localUser = user.localPasswd !== null;
  return {
    ...rest,
    lastUpdated: formatLegacyTime(user.lastUpdated),
    localUser,
    role: user.role,
    roleName: store.roleOf(user)?.name ?? null,
  };
}

/**
 * The answer to a full replace: the fields of the body, with the id of the path and the new time.
 *
 * @param decoded the request's body
 */
export function replacedUser(
  store: TrafficOpsStore,
  row: TmUser,
  decoded: { [key: string]: unknown },
  offsetMinutes: number,
): object {
  const given = (key: string) => decoded[key] ?? null;
  const texts = Object.fromEntries(
    [...detailFields, 'email', 'fullName', 'username', 'registrationSent'].map((key) => [key, given(key)]),
  );
  const view = {
    ...texts,
    changeLogCount: given('changeLogCount') ?? 0,
    gid: given('gid'),
    id: row.id,
    lastAuthenticated: given('lastAuthenticated'),
    lastUpdated: formatTime(row.lastUpdated, offsetMinutes),
    newUser: row.newUser,
    role: store.roleOf(row)?.name,
    tenant: store.tenants.get(row.tenantId)?.name,
    tenantId: row.tenantId,
    ucdn: row.ucdn,
    uid: given('uid'),
  };
  return Object.fromEntries(Object.entries(view).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
