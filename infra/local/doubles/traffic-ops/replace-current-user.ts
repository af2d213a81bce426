import { missingPermissions } from './caller.ts';
import { decodeGo, numberOf, textOf } from './go-json.ts';
import { checkLoginPair, checkPassword } from './password-policy.ts';
import { scryptHash } from './scrypt-hash.ts';
import { readOnlyLevel, type TrafficOpsCall, type TrafficOpsContext, type TrafficOpsReply } from './traffic-ops-call.ts';
import { badRequest, serverError, TrafficOpsError } from './traffic-ops-error.ts';
import type { TmUser } from './traffic-ops-store.ts';
import { checkFields, detailFields, isMailAddress, replacedColumns, userV3, userV4 } from './user-fields.ts';
import { currentUser, legacyUser } from './user-view.ts';

/** These calls ignore conditions in the headers, in every API. */
export const replaceCurrentUserCalls: readonly TrafficOpsCall[] = [
  { api: 'current', method: 'PUT', path: 'user/current', privLevel: readOnlyLevel, answer: replaceCurrentUser },
  { api: 'legacy', method: 'PUT', path: 'user/current', privLevel: readOnlyLevel, answer: updateLegacyCurrentUser },
];

const prefix = "couldn't parse request: ";
const updated = 'User profile was successfully updated';

/** Replaces all fields, including `uid` and `gid`, and clears the server's own reset token. */
async function replaceCurrentUser(context: TrafficOpsContext): Promise<TrafficOpsReply> {
  const { store, knobs, received, caller, scryptCost } = context;
  const decoded = decodeGo(received.body, userV4, prefix);
  const password = textOf(decoded, 'localPasswd');
  const username = textOf(decoded, 'username') ?? '';
  if (password !== null) {
    checkLoginPair(username, password);
  }
  checkFields(decoded);
  const role = store.roles.get(textOf(decoded, 'role') ?? '');
  if (missingPermissions(caller, role?.permissions ?? []).length > 0) {
    throw serverError();
  }
  if (username !== caller.user.username && store.findUser(username)) {
    throw badRequest(`username ${username} already exists`);
  }
  if (role === undefined) {
    throw new TrafficOpsError(404, 'no such role');
  }
  if (role.id !== caller.role.id) {
    throw badRequest('users cannot update their own role');
  }
  const localPasswd = password === null ? null : await scryptHash(password, scryptCost);
  const tenantId = numberOf(decoded, 'tenantId') ?? 0;
  if (!store.hasAccess(caller.user.tenantId, tenantId)) {
    throw new TrafficOpsError(404, `no such tenant: #${tenantId}`);
  }
  const change: Partial<TmUser> = {
    ...replacedColumns(decoded),
    gid: numberOf(decoded, 'gid'),
    uid: numberOf(decoded, 'uid'),
    ...(localPasswd !== null && { localPasswd, confirmLocalPasswd: localPasswd }),
  };
  const row = write(context, change);
  return { alert: updated, response: currentUser(store, row, knobs.offsetMinutes) };
}

/** Changes only the fields in the body. An empty password changes nothing, and the password may equal the username. */
async function updateLegacyCurrentUser(context: TrafficOpsContext): Promise<TrafficOpsReply> {
  const { store, received, caller, scryptCost } = context;
  const { user } = decodeGo(received.body, { name: 'CurrentUserUpdateRequest', fields: { user: 'raw' } }, prefix);
  if (user === undefined) {
    throw badRequest("missing required 'user' object");
  }
  const decoded = decodeGo(Buffer.from(JSON.stringify(user)), userV3, prefix);
  const change = mergedColumns(user, decoded);
  const password = textOf(decoded, 'localPasswd') ?? '';
  if (password !== '') {
    checkPassword(password);
  }
  const localPasswd = password === '' ? {} : { localPasswd: await scryptHash(password, scryptCost) };
  if (!store.hasAccess(caller.user.tenantId, change.tenantId ?? caller.user.tenantId)) {
    throw new TrafficOpsError(404, 'no such tenant');
  }
  if (change.username !== undefined && change.username !== caller.user.username && store.findUser(change.username)) {
    throw new TrafficOpsError(409, `username ${change.username} already exists`);
  }
  const row = write(context, { ...change, ...localPasswd });
  return { alert: updated, response: legacyUser(store, row) };
}

function mergedColumns(user: unknown, decoded: { [key: string]: unknown }): Partial<TmUser> {
  const given = new Set(typeof user === 'object' && user !== null ? Object.keys(user) : []);
  const email = textOf(decoded, 'email') ?? '';
  const problems = [
    ...(given.has('email') && email === '' ? ['email: cannot be null or an empty string'] : []),
    ...(email !== '' && !isMailAddress(email) ? ['must be a valid email address'] : []),
    ...(given.has('fullName') && !textOf(decoded, 'fullName') ? ["fullName: cannot be set to 'null' or empty string"] : []),
    ...(given.has('username') && !textOf(decoded, 'username') ? ['username: cannot be null or empty string'] : []),
  ];
  if (problems.length > 0) {
    throw badRequest(`${prefix}${problems.join(', ')}`);
  }
  const texts = [...detailFields, 'email', 'fullName', 'username'].filter((key) => given.has(key));
  const numbers = ['gid', 'uid', 'tenantId', 'role'].filter((key) => given.has(key));
  return Object.fromEntries([
    ...texts.map((key) => [key, textOf(decoded, key)]),
    ...numbers.map((key) => [key, numberOf(decoded, key)]),
  ]);
}

function write({ store, knobs, received, caller }: TrafficOpsContext, change: Partial<TmUser>): TmUser {
  const row = store.users.get(caller.user.id);
  const isRolledBack = knobs.rollsBackWhenClientLeaves && received.hasClientLeft();
  if (row === undefined || knobs.failsUpdates || isRolledBack) {
    throw serverError();
  }
  const { username = row.username, email = row.email } = change;
  if (store.isTaken(row.id, { username, email })) {
    throw badRequest(`tm_user email '${email}' already exists.`);
  }
  store.update(row.id, { ...change, token: null, newUser: false }, received.startedAt);
  return row;
}
