import { findCall } from '#infra/local/doubles/server/call-table.ts';
import type { Received } from '#infra/local/doubles/server/received.ts';
import { htmlReply, jsonReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import { administrationCalls } from './administration-calls.ts';
import { contextPath, type Logins } from './login.ts';
import { readBody, type StudioCall } from './studio-call.ts';
import { studioReply } from './studio-reply.ts';
import type { StudioStore, StudioUserRow } from './studio-store.ts';
import { tokenCalls } from './token-calls.ts';
import { userCalls } from './user-calls.ts';

const apiPath = `${contextPath}/api/2`;
const calls: readonly StudioCall[] = [...userCalls, ...administrationCalls, ...tokenCalls];

/** The server's own anonymous reset calls. Rekey answers them instead. */
const rekeysOwn = ['GET /users/forgot_password', 'GET /users/validate_token', 'POST /users/set_password'];

/**
 * Answers a call of the second API as Studio does: credential, body, permission, then the call itself.
 *
 * @param misroute called when Rekey should have answered the call itself
 */
export async function answerCall(store: StudioStore, logins: Logins, received: Received, misroute: () => void): Promise<Reply> {
  const { method, path, headers } = received;
  const form = refuseForm(path);
  if (form) {
    return form;
  }
  const login = logins.answer(received);
  if (login) {
    return login;
  }
  if (!path.startsWith(`${apiPath}/`)) {
    return htmlReply(404, 'Not Found');
  }
  const inApi = path
    .slice(apiPath.length)
    .replace(/\.json$/i, '')
    .replace(/\/$/, '');
  if (rekeysOwn.includes(`${method} ${inApi}`)) {
    misroute();
    return studioReply('failure');
  }
  const caller = findCaller(store, logins, received);
  if (caller === undefined) {
    return studioReply('unauthenticated');
  }
  const { found } = findCall(calls, method, inApi);
  if (found === undefined) {
    return jsonReply(404, { message: 'REST script not found' });
  }
  if (/\.xml$/i.test(path)) {
    return htmlReply(500, 'Internal Server Error');
  }
  if (knownFormat.test(path) || !/application\/(\*|json)|\*\/\*/.test(headers.accept ?? '*/*')) {
    return htmlReply(406, 'Not Acceptable');
  }
  const { call, parameters } = found;
  const read = readBody(received, call.body ?? { texts: {} });
  if (call.body && 'refusal' in read) {
    return read.refusal;
  }
  if (call.permission !== undefined && !caller.permissions.includes(call.permission)) {
    return studioReply('unauthorized');
  }
  return call.answer({ store, caller, received, path: parameters });
}

/** Some of the endings of a path that the server takes for a format. It can write none of them but `.json`. */
const knownFormat = /\.(com|org|html|txt|pdf|doc|zip|js|exe|sh|c)$/i;

function refuseForm(path: string): Reply | undefined {
  if (/%2f/i.test(path)) {
    return htmlReply(400, 'Bad Request');
  }
  return path.includes(';') ? htmlReply(500, 'Internal Server Error') : undefined;
}

/** The server looks an access token up at each call. Each accepted call adds a row to the audit. */
function findCaller(store: StudioStore, logins: Logins, { headers }: Received): StudioUserRow | undefined {
  const bearer = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const row = [...store.accessTokens.values()].find(({ token }) => token === bearer);
  if (row === undefined) {
    return logins.userOf(bearer);
  }
  const user = store.users.get(row.userId);
  const isGood = row.enabled && (row.expiresAt === null || row.expiresAt > store.now());
  if (!isGood || user === undefined || !user.enabled || user.isDeleted) {
    return undefined;
  }
  store.audit.push({ operation: 'LOGIN', username: user.username, tokenLabel: row.label });
  return user;
}
