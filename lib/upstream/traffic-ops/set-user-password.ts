import { type HttpAnswer, requireSent } from '#lib/upstream/http-client.ts';
import type { ServerWrite } from '#lib/upstream/product-server.ts';
import { findUser, problemOf } from './find-user.ts';
import { alertOf, responseOf } from './read-answer.ts';
import { entityTagOf, isSameVersion } from './stamps.ts';
import type { TrafficOpsApi } from './traffic-ops-api.ts';
import type { UserRow } from './user-row.ts';

/**
 * Sends the row back with a password, on the condition that the row has not changed since it was read (U9).
 *
 * @throws {ServerUnavailable} only if nothing was written
 * @throws {ServerMisconfigured} only if nothing was written
 */
export async function setUserPassword(api: TrafficOpsApi, row: UserRow, password: string): Promise<ServerWrite> {
  const body = { ...row, localPasswd: password };
  const answer = requireSent(await api.send({ method: 'PUT', path: `users/${row.id}`, ifMatch: entityTagOf(row), body }));
  if (answer === undefined || isUnclear(answer)) {
    return { outcome: 'no-answer' };
  }
  switch (answer.status) {
    case 200:
      return successOf(answer, row);
    case 400:
      return isIncomplete(answer) ? setAsUser(api, row, password, alertOf(answer)) : refusalOf(answer);
    case 404:
      return (await findUser(api, 'id', `${row.id}`)) ? misconfigured(answer) : { outcome: 'account-gone-or-closed' };
    case 412:
      return { outcome: 'stamp-changed' };
    default:
      return misconfigured(answer);
  }
}

/**
 * Sets the password as the user. This is for accounts that the service user cannot write back because a field is missing, as after a registration
 * that was not completed. The call has no condition, so the row is compared right before it.
 */
async function setAsUser(api: TrafficOpsApi, row: UserRow, password: string, reason: string): Promise<ServerWrite> {
  const current = await findUser(api, 'id', `${row.id}`);
  if (current === undefined) {
    return { outcome: 'account-gone-or-closed' };
  }
  if (!isSameVersion(current, row)) {
    return { outcome: 'stamp-changed' };
  }
  const body = { user: { localPasswd: password } };
  const answer = requireSent(await api.sendLegacyAs(row.username, { method: 'PUT', path: 'user/current', body }));
  if (answer === undefined || isUnclear(answer)) {
    return { outcome: 'no-answer' };
  }
  return answer.status === 200 ? successOf(answer, row) : { outcome: 'refused-there', fault: { fault: 'refused-there', reason } };
}

/** When the database refuses the write, the server answers 200 with an empty body. So only the user in the answer is a success. */
function successOf(answer: HttpAnswer, { id }: UserRow): ServerWrite {
  const user: unknown = responseOf(answer);
  const isUser = typeof user === 'object' && user !== null && 'id' in user && user.id === id;
  return isUser ? { outcome: 'set' } : { outcome: 'no-answer' };
}

/** Answers that do not tell whether the write was done: those of failures, and those of proxies. 501 tells that there is no such API. */
function isUnclear({ status }: HttpAnswer): boolean {
  return (status < 400 && status !== 200) || status === 408 || status === 429 || (status >= 500 && status !== 501);
}

/** The server names the fields that it does not accept, such as `'fullName' cannot be blank`. It checks the password before them. */
function isIncomplete(answer: HttpAnswer): boolean {
  return /^'\w+' /.test(alertOf(answer));
}

function refusalOf(answer: HttpAnswer): ServerWrite {
  const reason = alertOf(answer);
  return reason === '' ? misconfigured(answer) : { outcome: 'refused-there', fault: { fault: 'refused-there', reason } };
}

function misconfigured(answer: HttpAnswer): ServerWrite {
  return { outcome: 'misconfigured', problem: problemOf(answer) };
}
