import * as z from 'zod/mini';
import { type HttpAnswer, requireAnswer } from '#lib/upstream/http-client.ts';
import { permissionsIn } from '#lib/upstream/permissions-in.ts';
import { ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';
import { alertOf, responseOf } from './read-answer.ts';
import type { TrafficOpsApi } from './traffic-ops-api.ts';
import { parseUserRow, type UserRow } from './user-row.ts';

/**
 * The user with exactly this id, address or username. All three are unique at the server, which compares byte for byte.
 *
 * @throws {ServerUnavailable}
 * @throws {ServerMisconfigured}
 */
export async function findUser(api: TrafficOpsApi, by: 'id' | 'email' | 'username', value: string): Promise<UserRow | undefined> {
  // The server fails on both.
  if (value.includes('\0') || !value.isWellFormed()) {
    return undefined;
  }
  const answer = requireAnswer(await api.send({ method: 'GET', path: `users?${by}=${encodeURIComponent(value)}` }));
  // A server that does not know the parameter answers with every user.
  const rows = readRows(answer).filter((row) => `${row[by]}` === value);
  const [row] = rows;
  if (rows.length > 1) {
    throw new ServerUnavailable('more than one user');
  }
  const user = row && parseUserRow(row);
  if (row && !user) {
    throw new ServerUnavailable('the user is not in the form of the API');
  }
  return user;
}

/** All users that the service user may see, as the server lists them. */
export async function listUsers(api: TrafficOpsApi): Promise<readonly Record<string, unknown>[]> {
  return readRows(requireAnswer(await api.send({ method: 'GET', path: 'users' })));
}

const refusals: readonly number[] = [401, 403, 404, 501];

/** What the operator should read of a refusal. A 401 repeats the cookie, and others may name a person (F4). */
export function problemOf(answer: HttpAnswer): string {
  const alert = answer.status === 401 ? 'the session secret or the service user' : permissionsIn(alertOf(answer));
  return `Traffic Ops answered ${answer.status}: ${alert}`;
}

function readRows(answer: HttpAnswer): readonly Record<string, unknown>[] {
  if (refusals.includes(answer.status)) {
    throw new ServerMisconfigured(problemOf(answer));
  }
  const rows = z.safeParse(z.array(z.record(z.string(), z.unknown())), responseOf(answer)).data;
  if (answer.status !== 200 || rows === undefined) {
    throw new ServerUnavailable(`ANSWER_${answer.status}`);
  }
  return rows;
}
