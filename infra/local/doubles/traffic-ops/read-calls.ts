import { inBoth, readOnlyLevel, type TrafficOpsCall, type TrafficOpsContext, type TrafficOpsReply } from './traffic-ops-call.ts';
import { badRequest, serverError } from './traffic-ops-error.ts';
import type { TmUser, TrafficOpsStore } from './traffic-ops-store.ts';
import { currentUser, legacyUser, listedUser } from './user-view.ts';

const reading = { method: 'GET', privLevel: readOnlyLevel, permissions: ['USER:READ'] } as const;

export const readCalls: readonly TrafficOpsCall[] = [
  { ...reading, api: 'current', path: 'users', answer: listUsers },
  { ...reading, api: 'current', path: 'users/{id}', isSlashRefused: true, answer: listUsers },
  { ...reading, api: 'legacy', path: 'users', answer: listLegacyUsers },
  { ...reading, api: 'legacy', path: 'users/{id}', isSlashRefused: true, answer: listLegacyUsers },
  { api: 'current', method: 'GET', path: 'user/current', privLevel: readOnlyLevel, answer: readCurrentUser },
  { api: 'legacy', method: 'GET', path: 'user/current', privLevel: readOnlyLevel, answer: readLegacyCurrentUser },
  ...inBoth({ method: 'GET', path: 'roles', privLevel: readOnlyLevel, permissions: ['ROLE:READ'], answer: listRoles }),
  ...inBoth({ method: 'GET', path: 'tenants', privLevel: readOnlyLevel, permissions: ['TENANT:READ'], answer: listTenants }),
  ...inBoth({ method: 'GET', path: 'logs', privLevel: readOnlyLevel, permissions: ['LOG:READ'], answer: listLog }),
  ...inBoth({ method: 'GET', path: 'ping', privLevel: null, answer: ping }),
];

type Filter = (store: TrafficOpsStore, user: TmUser) => string | number | null;

const legacyFilters: { readonly [key: string]: Filter } = {
  id: (_, user) => `${user.id}`,
  username: (_, user) => user.username,
  role: (store, user) => store.roleOf(user)?.name ?? null,
  tenant: (store, user) => store.tenants.get(user.tenantId)?.name ?? null,
};

/** The 3.x APIs skip parameters that they do not know. They do not know `email`, so they answer it with every user. */
const filters: { readonly [key: string]: Filter } = { ...legacyFilters, email: (_, user) => user.email };

function listUsers(context: TrafficOpsContext): TrafficOpsReply {
  const { store, knobs, received } = context;
  const users = findUsers(context, filters);
  const latest = users.reduce((time, { lastUpdated }) => (lastUpdated > time ? lastUpdated : time), 0n);
  const since = Date.parse(received.headers['if-modified-since'] ?? '');
  if (knobs.hasModifiedSince && since >= Math.floor(Number(latest / 1_000_000n)) * 1000) {
    const headers = { 'Last-Modified': new Date(Number(latest / 1000n)).toUTCString().replace('GMT', 'UTC') };
    return { raw: { status: 304, headers, body: '' } };
  }
  return { response: users.map((user) => listedUser(store, user, knobs.offsetMinutes)) };
}

function listLegacyUsers(context: TrafficOpsContext): TrafficOpsReply {
  return { response: findUsers(context, legacyFilters).map((user) => legacyUser(context.store, user)) };
}

/** Finds the users that match all parameters exactly. Users outside of the caller's tenants are left out. */
function findUsers({ store, knobs, received, path, caller }: TrafficOpsContext, known: typeof filters): TmUser[] {
  const given = new URLSearchParams(received.query);
  if (path.id !== undefined) {
    given.set('id', path.id);
  }
  // The first value wins. The letter case of a key matters.
  const wanted = Object.keys(known).flatMap((key) => (given.has(key) ? [{ key, value: given.get(key) ?? '' }] : []));
  const id = given.get('id');
  if (id !== null && !/^[+-]?\d+$/.test(id)) {
    throw badRequest('id cannot parse to integer');
  }
  if (knobs.isDatabaseDown || wanted.some(({ value }) => /[\0\uFFFD]/.test(value))) {
    throw serverError();
  }
  const found = [...store.users.values()]
    .filter((user) => wanted.every(({ key, value }) => known[key]?.(store, user) === value))
    .filter((user) => store.hasAccess(caller.user.tenantId, user.tenantId));
  if (found.some((user) => store.roleOf(user) === undefined)) {
    throw serverError();
  }
  return found;
}

function readCurrentUser({ store, knobs, caller }: TrafficOpsContext): TrafficOpsReply {
  return { response: currentUser(store, store.users.get(caller.user.id) ?? caller.user, knobs.offsetMinutes) };
}

function readLegacyCurrentUser({ store, caller }: TrafficOpsContext): TrafficOpsReply {
  return { response: legacyUser(store, store.users.get(caller.user.id) ?? caller.user) };
}

function listRoles({ store, received }: TrafficOpsContext): TrafficOpsReply {
  const name = received.query.get('name');
  const roles = [...store.roles.values()].filter((role) => name === null || role.name === name);
  return { response: roles.map(({ name: roleName, permissions }) => ({ name: roleName, description: roleName, permissions })) };
}

function listTenants({ store, received }: TrafficOpsContext): TrafficOpsReply {
  const id = received.query.get('id');
  return { response: [...store.tenants.values()].filter((tenant) => id === null || `${tenant.id}` === id) };
}

function listLog({ store }: TrafficOpsContext): TrafficOpsReply {
  return { response: store.log.map(({ message, user }, index) => ({ id: index + 1, level: 'APICHANGE', message, user })) };
}

/** Answers 200 even when the database is down. */
function ping(): TrafficOpsReply {
  return { raw: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"ping":"pong"}\n' } };
}
