import type { Reply } from '#infra/local/doubles/server/reply.ts';
import { bodyOf, invalid, refuseBadAddress, type StudioCall, type StudioContext, textIn } from './studio-call.ts';
import { studioReply, userView } from './studio-reply.ts';
import type { StudioUserRow } from './studio-store.ts';
import { isStrong } from './user-calls.ts';

/** The server's shortest username. */
const shortestUsername = 5;

export const administrationCalls: readonly StudioCall[] = [
  {
    method: 'POST',
    path: '/users',
    permission: 'create_users',
    body: {
      texts: { username: 'username', password: 'password' },
      others: ['firstName', 'lastName', 'email', 'enabled', 'externallyManaged'],
      username: 'username',
    },
    answer: createUser,
  },
  {
    method: 'PATCH',
    path: '/users',
    permission: 'update_users',
    body: { texts: {}, others: ['id', 'firstName', 'lastName', 'email', 'enabled'] },
    answer: patchUser,
  },
  { method: 'PATCH', path: '/users/enable', permission: 'update_users', answer: (context) => enable(context, true) },
  { method: 'PATCH', path: '/users/disable', permission: 'update_users', answer: (context) => enable(context, false) },
  { method: 'DELETE', path: '/users', permission: 'delete_users', answer: deleteUsers },
];

/** The name of a deleted user is taken too. */
function createUser({ store, received }: StudioContext): Reply {
  const body = bodyOf(received);
  const [username, password] = [textIn(body, 'username'), textIn(body, 'password')];
  if (username.length < shortestUsername) {
    return invalid('username', `size must be between ${shortestUsername} and 255`);
  }
  const badAddress = refuseBadAddress(textIn(body, 'email'));
  if (badAddress) {
    return badAddress;
  }
  if (store.findByUsername(username)) {
    return studioReply('userExists');
  }
  if (!isStrong(password)) {
    return studioReply('weakPassword');
  }
  const names = { firstName: textIn(body, 'firstName'), lastName: textIn(body, 'lastName'), email: textIn(body, 'email') };
  const flags = { enabled: body.enabled === true, externallyManaged: body.externallyManaged === true };
  const user = store.createUser({ username, password, ...names, ...flags });
  return studioReply('created', { entity: { user: userView(user) } });
}

/** Disables the user if `enabled` is absent. The user's session ends when its JWT expires. */
function patchUser({ store, received }: StudioContext): Reply {
  const body = bodyOf(received);
  const id = Number(body.id);
  if (!Number.isInteger(id)) {
    return invalid('id', 'must not be null');
  }
  const badAddress = refuseBadAddress(textIn(body, 'email'));
  if (badAddress) {
    return badAddress;
  }
  if (!store.users.has(id)) {
    return studioReply('noSuchUser');
  }
  const given = ['firstName', 'lastName', 'email'].filter((key) => typeof body[key] === 'string');
  const change = Object.fromEntries(given.map((key) => [key, textIn(body, key)]));
  store.update(id, { ...change, enabled: body.enabled === true });
  store.refreshTokens.delete(id);
  const { firstName = null, lastName = null, email = null } = change;
  const user = { id, username: null, firstName, lastName, externallyManaged: false, email, enabled: body.enabled === true };
  return studioReply('ok', { entity: { user } });
}

function enable({ store, received }: StudioContext, enabled: boolean): Reply {
  const { ids, usernames } = bodyOf(received);
  if ([ids, usernames].flat().filter((given) => given !== undefined).length === 0) {
    return studioReply('badParameters', { message: "Invalid parameter(s) : Both 'userIds' and 'usernames' are empty" });
  }
  const users = [...usersWith(store, ids, (user) => user.id), ...usersWith(store, usernames, (user) => user.username)];
  if (users.length === 0) {
    return studioReply('noSuchUser');
  }
  for (const { id } of users) {
    store.update(id, { enabled });
  }
  return studioReply('ok', { entity: { users: users.map(userView) } });
}

function deleteUsers({ store, received: { query } }: StudioContext): Reply {
  const names = query.getAll('username');
  const ids = query.getAll('id').map(Number);
  if (names.length + ids.length === 0) {
    return studioReply('badParameters', { message: 'Invalid parameter(s) : All parameters are empty or null' });
  }
  const users = [...usersWith(store, ids, (user) => user.id), ...usersWith(store, names, (user) => user.username)];
  if (users.length === 0) {
    return studioReply('noSuchUser');
  }
  if (users.some(({ externallyManaged }) => externallyManaged)) {
    return studioReply('externallyManaged');
  }
  for (const { id } of users) {
    store.update(id, { isDeleted: true });
  }
  return studioReply('deleted');
}

function usersWith(store: StudioContext['store'], values: unknown, key: (user: StudioUserRow) => unknown): StudioUserRow[] {
  return Array.isArray(values) ? [...store.users.values()].filter((user) => values.includes(key(user))) : [];
}
