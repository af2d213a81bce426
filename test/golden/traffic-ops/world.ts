import { createHmac } from 'node:crypto';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import { credentials } from '#test/credentials.ts';
import type { Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { postToken, putCurrent } from './messages.ts';

export const operator = (username: string) => ({ realm: 'traffic-ops', id: username }) as const;

/** The value of a cookie with any data, as any server with the secret signs it. */
export function signed(data: string | Buffer, secret: string = credentials.trafficOpsSessionSecret): string {
  const encoded = Buffer.from(data).toString('base64url');
  return `${encoded}--${createHmac('sha1', secret).update(encoded).digest('hex')}`;
}

/** The data of a good session of an existing account. */
export async function sessionData(world: World, username: string) {
  const { credentialStamp } = await world.account(operator(username));
  return { auth_data: username, expires: Math.floor(Date.now() / 1000) + 600, by: 'somebody', credentialStamp };
}

/** For `given`: makes the cookie of a good session. */
export const session = (username: string) => async (world: World) => ({
  cookie: signed(JSON.stringify(await sessionData(world, username))),
});

/** For `given`: stores an account with this state, and makes the cookie of a good session of it. */
export const sessionOfNew =
  (username: string, state: Partial<NewAccount> = {}) =>
  async (world: World) => {
    await world.storeAccount({ ...operator(username), ...state });
    return session(username)(world);
  };

/** For `given`: stores an account with this state, and a good token of it. */
export const tokenOfNew =
  (username: string, state: Partial<NewAccount> = {}) =>
  async (world: World) => {
    await world.storeAccount({ ...operator(username), ...state });
    return { token: await world.token(operator(username)) };
  };

/** Logs in with a token. */
export async function logIn(world: World, token: string): Promise<Values> {
  const { headers } = await world.send(postToken({ t: token }));
  return { cookie: headers['set-cookie']?.split(';')[0]?.replace('mojolicious=', '') ?? 'none' };
}

/** Updates the user of a session. */
export async function update(world: World, { cookie }: Values, user: object): Promise<void> {
  const { status } = await world.send(putCurrent(user, { headers: { cookie: `mojolicious=${cookie}` } }));
  if (status !== 200) {
    throw new Error(`the update was answered with ${status}`);
  }
}
