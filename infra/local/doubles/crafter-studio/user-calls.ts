import { isCrafterHashOf } from '#infra/local/doubles/crafter-hash.ts';
import type { Reply } from '#infra/local/doubles/server/reply.ts';
import { badUsername, bodyOf, invalid, isUsername, type StudioCall, type StudioContext, textIn } from './studio-call.ts';
import { studioReply, userView } from './studio-reply.ts';
import type { StudioUserRow } from './studio-store.ts';

/** The server demands a zxcvbn score of 3. The double only looks at the length. */
const shortestPassword = 12;

export const isStrong = (password: string): boolean => password.length >= shortestPassword;

export const userCalls: readonly StudioCall[] = [
  { method: 'GET', path: '/users', permission: 'read_users', answer: listUsers },
  {
    method: 'GET',
    path: '/users/me',
    answer: ({ caller }) =>
      studioReply('ok', { entity: { authenticatedUser: { ...userView(caller), authenticationType: null } } }),
  },
  {
    method: 'POST',
    path: '/users/me/change_password',
    body: { texts: { username: 'username', current: 'current', new: 'newPassword' } },
    answer: changeOwnPassword,
  },
  { method: 'POST', path: '/users/me/global/has_permissions', body: { texts: {} }, answer: hasPermissions },
  { method: 'GET', path: '/users/{id}', permission: 'read_users', answer: readUser },
  {
    method: 'POST',
    path: '/users/{id}/reset_password',
    permission: 'update_users',
    body: { texts: { new: 'newPassword', username: 'username' }, others: [], username: 'username' },
    answer: resetPassword,
  },
];

const largestId = 2 ** 31 - 1;

/** A number is an id; anything else is a name. The call finds deleted users too, and its answer does not say that they are deleted. */
function readUser({ store, path: { id = '' } }: StudioContext): Reply {
  const isId = /^\d+$/.test(id);
  if (isId && Number(id) > largestId) {
    return studioReply('failure');
  }
  if (!isId && !isUsername(id)) {
    return badUsername('id');
  }
  const user = isId ? store.users.get(Number(id)) : store.findByUsername(id);
  return user ? studioReply('ok', { entity: { user: userView(user) } }) : studioReply('noSuchUser');
}

/** What a keyword may hold. `_` is a wildcard. */
const keywordPattern = /^[\w .\-/*À-ÿ]*$/;

/** The one call that leaves deleted users out. */
function listUsers({ store, received: { query } }: StudioContext): Reply {
  const keyword = query.get('keyword') ?? '';
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 10);
  const areNumbersGood = [offset, limit].every((number) => Number.isInteger(number) && number >= 0);
  if (!areNumbersGood) {
    return studioReply('badParameters');
  }
  if (!keywordPattern.test(keyword)) {
    return invalid('getAllUsers.keyword', 'Value is not a valid search keyword string');
  }
  const pattern = new RegExp(keyword.replaceAll(/[.*]/g, '\\$&').replaceAll('_', '.'), 'i');
  const matching = [...store.users.values()].filter((user) => !user.isDeleted && isFound(user, pattern));
  const users = matching.slice(offset, offset + limit).map(userView);
  return studioReply('ok', { entity: { total: matching.length, offset, limit: users.length, users } });
}

function isFound({ username, firstName, lastName, email }: StudioUserRow, pattern: RegExp): boolean {
  return [username, firstName, lastName, email].some((text) => pattern.test(text));
}

/** The name in the body decides; the one in the path is only checked for its form. */
function resetPassword({ store, received, path: { id = '' } }: StudioContext): Reply {
  if (!isUsername(id)) {
    return badUsername('resetPassword.userId');
  }
  const body = bodyOf(received);
  const user = store.findByUsername(textIn(body, 'username'));
  if (user === undefined) {
    return studioReply('noSuchUser');
  }
  if (!isStrong(textIn(body, 'new'))) {
    return studioReply('weakPassword');
  }
  if (user.externallyManaged) {
    return studioReply('databaseFailure');
  }
  store.setPassword(user.id, textIn(body, 'new'));
  return studioReply('ok');
}

function changeOwnPassword({ store, received, caller }: StudioContext): Reply {
  const body = bodyOf(received);
  if (store.findByUsername(textIn(body, 'username')) !== caller) {
    return studioReply('failure');
  }
  if (caller.externallyManaged) {
    return studioReply('databaseFailure');
  }
  if (!isCrafterHashOf(caller.password, textIn(body, 'current'))) {
    return studioReply('wrongPassword');
  }
  if (!isStrong(textIn(body, 'new'))) {
    return studioReply('weakPassword');
  }
  store.setPassword(caller.id, textIn(body, 'new'));
  return studioReply('ok', { entity: { user: userView(caller) } });
}

function hasPermissions({ received, caller }: StudioContext): Reply {
  const { permissions } = bodyOf(received);
  if (!Array.isArray(permissions)) {
    return studioReply('failure');
  }
  const answers = permissions.map((name) => [`${name}`, caller.permissions.includes(`${name}`)]);
  return studioReply('ok', { entity: { permissions: Object.fromEntries(answers) } });
}
