import * as z from 'zod/mini';
import { type LoginAnswer, logIn } from '#infra/local/doubles/log-in.ts';
import type { Doubles } from '#infra/local/doubles/start-doubles.ts';
import { realms } from '#lib/reset/ports.ts';

const asked = z.object({ realm: z.enum(realms), username: z.string(), password: z.string() });

/**
 * Logs in at a stand-in for the start page, which may not send requests to other origins itself.
 *
 * @param body JSON with realm, username and password
 */
export async function logInAt(doubles: Doubles, body: string): Promise<LoginAnswer | { message: string }> {
  const login = parse(body);
  return login === undefined
    ? { message: 'The login needs a realm, a username and a password.' }
    : logIn(login.realm, doubles[login.realm].url, { username: login.username, password: login.password });
}

function parse(body: string) {
  try {
    return z.safeParse(asked, JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
