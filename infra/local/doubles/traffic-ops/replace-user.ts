import { missingPermissions } from './caller.ts';
import { decodeGo, numberOf, textOf } from './go-json.ts';
import { isConditional, isUnmodified } from './is-unmodified.ts';
import { checkLoginPair } from './password-policy.ts';
import { scryptHash } from './scrypt-hash.ts';
import { operationsLevel, type TrafficOpsCall, type TrafficOpsContext, type TrafficOpsReply } from './traffic-ops-call.ts';
import { badRequest, forbidden, serverError, TrafficOpsError } from './traffic-ops-error.ts';
import type { Role, TmUser } from './traffic-ops-store.ts';
import { checkFields, replacedColumns, userV3, userV4 } from './user-fields.ts';
import { legacyUser, replacedUser } from './user-view.ts';

const writing = { method: 'PUT', path: 'users/{id}', privLevel: operationsLevel, isSlashRefused: true } as const;

export const replaceUserCalls: readonly TrafficOpsCall[] = [
  { ...writing, api: 'current', permissions: ['USER:UPDATE', 'USER:READ'], answer: replaceUser },
  { ...writing, api: 'legacy', answer: replaceLegacyUser },
];

type Decoded = { [key: string]: unknown };

/** Checks in the server's order and answers with the first failure. */
async function replaceUser(context: TrafficOpsContext): Promise<TrafficOpsReply> {
  const { store, knobs, received } = context;
  const id = pathId(context);
  const decoded = decodeGo(received.body, userV4);
  const password = textOf(decoded, 'localPasswd');
  if (password !== null) {
    checkLoginPair(textOf(decoded, 'username') ?? '', password);
  }
  checkFields(decoded);
  const role = store.roles.get(textOf(decoded, 'role') ?? '');
  const change = await checkedChange(context, { id, role, decoded, password });
  const { isWritten, row } = await write(context, id, change);
  if (!isWritten) {
    // A bug of the server: it writes no answer when the database refuses the update.
    return { raw: { status: 200, headers: {}, body: '' } };
  }
  return { alert: 'user was updated.', response: replacedUser(store, row, decoded, knobs.offsetMinutes) };
}

/** In the 3.x APIs the role is a number, the answer tells when the database refuses, and it repeats `confirmLocalPasswd` in clear text. */
async function replaceLegacyUser(context: TrafficOpsContext): Promise<TrafficOpsReply> {
  const { store, received } = context;
  const id = pathId(context);
  const decoded = decodeGo(received.body, userV3);
  const password = textOf(decoded, 'localPasswd');
  const username = textOf(decoded, 'username');
  if (password !== null && username === null) {
    throw serverError();
  }
  if (password !== null) {
    checkLoginPair(username ?? '', password);
  }
  checkFields(decoded);
  const role = [...store.roles.values()].find((candidate) => candidate.id === numberOf(decoded, 'role'));
  const change = await checkedChange(context, { id, role, decoded, password });
  const email = textOf(decoded, 'email');
  if (store.isTaken(id, { username: username ?? '', email })) {
    const isEmail = [...store.users.values()].some((user) => user.id !== id && user.email === email);
    throw badRequest(`tm_user ${isEmail ? 'email' : 'username'} '${isEmail ? email : username}' already exists.`);
  }
  const { isWritten, row } = await write(context, id, change);
  if (!isWritten) {
    throw serverError();
  }
  const confirmLocalPasswd = textOf(decoded, 'confirmLocalPasswd');
  const response = { ...legacyUser(store, row), ...(confirmLocalPasswd !== null && { confirmLocalPasswd }) };
  return { alert: 'user was updated.', response };
}

function pathId({ path }: TrafficOpsContext): number {
  if (!/^[+-]?\d+$/.test(path.id ?? '')) {
    throw badRequest("couldn't convert id into an int");
  }
  return Number(path.id);
}

type Asked = { id: number; role: Role | undefined; decoded: Decoded; password: string | null };

/** The server checks the rights on the role in the body, not on the role that the user has. */
async function checkedChange(context: TrafficOpsContext, { id, role, decoded, password }: Asked): Promise<Partial<TmUser>> {
  const { store, caller } = context;
  if (role === undefined) {
    throw new TrafficOpsError(404, 'no such role');
  }
  if (caller.user.id === id && caller.role.id !== role.id) {
    throw badRequest('users cannot update their own role');
  }
  const stored = store.users.get(id);
  const tenantIds = [numberOf(decoded, 'tenantId') ?? 0, ...(stored ? [stored.tenantId] : [])];
  if (!tenantIds.every((tenantId) => store.hasAccess(caller.user.tenantId, tenantId))) {
    throw forbidden('not authorized on this tenant');
  }
  if (role.privLevel > caller.role.privLevel) {
    throw forbidden('user cannot update a user with a role more privileged than themselves');
  }
  const localPasswd = password === null ? {} : { localPasswd: await scryptHash(password, context.scryptCost) };
  const missing = missingPermissions(caller, role.permissions);
  if (missing.length > 0) {
    throw forbidden(`cannot request more than assigned permissions, current user needs ${missing.join(',')} permissions`);
  }
  return { ...replacedColumns(decoded), role: role.id, newUser: decoded.newUser === true, ...localPasswd };
}

type Written = { isWritten: true; row: TmUser } | { isWritten: false; row?: never };

/** Checks the condition and then writes. Two callers who both check before either writes both succeed. */
async function write(context: TrafficOpsContext, id: number, change: Partial<TmUser>): Promise<Written> {
  const { store, knobs, received, caller } = context;
  const stored = store.users.get(id);
  if (isConditional(received.headers)) {
    if (stored === undefined) {
      throw new TrafficOpsError(404, 'no tm_user found with this id');
    }
    if (!isUnmodified(received.headers, stored.lastUpdated, store.now())) {
      throw new TrafficOpsError(412, 'resource was modified since the time specified by the request headers');
    }
  }
  await knobs.betweenCheckAndUpdate?.();
  const { username = '', email = null } = change;
  const isRolledBack = knobs.rollsBackWhenClientLeaves && received.hasClientLeft();
  if (knobs.failsUpdates || isRolledBack || (stored !== undefined && store.isTaken(id, { username, email }))) {
    return { isWritten: false };
  }
  if (stored === undefined) {
    throw new TrafficOpsError(404, 'no user found with this id');
  }
  store.update(id, change, received.startedAt);
  store.log.push({ message: `USER: ${username}, ID: ${id}, ACTION: Updated User`, user: caller.user.username });
  return { isWritten: true, row: stored };
}
