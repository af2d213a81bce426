import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { seededProfiles } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { logIn } from '#infra/local/doubles/log-in.ts';
import { seededPeople } from '#infra/local/doubles/seeded-people.ts';
import { readMails } from '#infra/local/inbox/read-mails.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';

/** Rekey in front of the stand-ins of the three products, in any process. */
export type UpstreamWorld = {
  readonly apiUrl: string;
  readonly inboxUrl: string;
  readonly serverUrls: { readonly [realm in Realm]: string };
};

const newPassword = 'a very new pass phrase';
const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** How a person gets from a forgotten password to a login at the product's own server. */
export function runUpstreamJourneys(world: () => UpstreamWorld): void {
  test('U1 Crafter Profile: the new password logs in, the old one does not, and both links are dead', async () => {
    const id = seededProfiles.find(({ username }) => username === 'jane.doe')?.id;
    const access = `accessTokenId=${demoCredentials.accessTokenId}`;
    const ask = () => post(`/api/1/profile/${id}/reset_password`, `${access}&resetPasswordUrl=http://example.com`, form);
    const redeem = (token: string) =>
      post(
        '/api/1/profile/change_password',
        new URLSearchParams(`${access}&resetTokenId=${token}&newPassword=${newPassword}`).toString(),
        form,
      );
    const [token, other] = await twoTokens('jane.doe@example.com', ask);

    expectOk(await redeem(token));
    await expectNewPassword('crafter-profile', 'jane.doe');
    expect([await redeem(token), await redeem(other)]).toMatchObject([{ status: 404 }, { status: 404 }]);
  });

  test('U1 Crafter Profile, by the page: the new password logs in, the old one does not, and both links are dead', async () => {
    const ask = () => post('/forgot-password', 'realm=crafter-profile&identifier=John.Doe%40Example.com', form);
    const redeem = (token: string) =>
      post('/reset-password/crafter-profile/set-password', JSON.stringify({ token, password: newPassword }));
    const [token, other] = await twoTokens('john.doe@example.com', ask);

    expectOk(await redeem(token));
    await expectNewPassword('crafter-profile', 'john.doe');
    expect([await redeem(token), await redeem(other)]).toMatchObject([{ status: 401 }, { status: 401 }]);
  });

  test('U1 Crafter Studio: the new password logs in, the old one does not, and both links are dead', async () => {
    const ask = () => get('/studio/api/1/services/api/1/user/forgot-password.json?username=john.smith');
    const validate = (token: string) => get(`/studio/api/1/services/api/1/user/validate-token.json?token=${token}`);
    const redeem = (token: string) =>
      post('/studio/api/1/services/api/1/user/set-password.json', JSON.stringify({ token, new: newPassword }));
    const [token, other] = await twoTokens('john.smith@example.com', ask);

    expectOk(await validate(other));
    expectOk(await redeem(token));
    await expectNewPassword('crafter-studio', 'john.smith');
    expect([await redeem(token), await redeem(other), await validate(other)]).toMatchObject(Array(3).fill({ status: 401 }));
  });

  test('U1 Crafter Studio: the password that an administrator sets through Rekey logs in', async () => {
    const { token } = JSON.parse((await post('/start/administrator-token', '')).body);
    const headers = { ...json, Authorization: `Bearer ${token}` };
    expectOk(await post('/studio/api/2/user/reset-password/jane.doe', JSON.stringify({ new: newPassword }), headers));
    await expectNewPassword('crafter-studio', 'jane.doe');
  });

  test('U1 Traffic Ops: the new password logs in, the old one does not, and both links and the session are dead', async () => {
    const ask = () => post('/api/5.0/user/reset_password', '{"email":"test@example.com"}');
    const open = (token: string) => post('/api/5.0/user/login/token', JSON.stringify({ t: token }));
    const [token, other] = await twoTokens('test@example.com', ask);

    const opened = await open(token);
    expectOk(opened);
    const session = { ...json, Cookie: cookiesOf(opened) };
    // A portal's other calls go to Traffic Ops itself, with the same cookies.
    const there = await fetch(`${world().serverUrls['traffic-ops']}/api/5.0/user/current`, { headers: session });
    expect(await there.json()).toMatchObject({ response: { username: 'test' } });
    const user = await get('/api/5.0/user/current', session);
    expectOk(user);
    const { response } = JSON.parse(user.body);
    const update = JSON.stringify({ ...response, localPasswd: newPassword, confirmLocalPasswd: newPassword });
    expectOk(await send('PUT', '/api/5.0/user/current', update, session));
    await expectNewPassword('traffic-ops', 'test');
    expect(await send('PUT', '/api/5.0/user/current', update, session)).toMatchObject({ status: 401 });
    expect([await open(token), await open(other)]).toMatchObject([{ status: 401 }, { status: 401 }]);
  });

  const send = (method: 'GET' | 'POST' | 'PUT', path: string, body: string | undefined, headers: { [name: string]: string }) =>
    sendHttp(world().apiUrl, { method, path, headers, ...(body !== undefined && { body }) });
  const get = (path: string, headers = {}) => send('GET', path, undefined, headers);
  const post = (path: string, body: string, headers: { [name: string]: string } = json) => send('POST', path, body, headers);

  /** Asks twice, and takes the token from each of the two mails. */
  async function twoTokens(address: string, ask: () => Promise<GoldenResponse>): Promise<[string, string]> {
    expectOk(await ask());
    await tokensMailedTo(address, 1);
    expectOk(await ask());
    const [first, second] = await tokensMailedTo(address, 2);
    if (first === undefined || second === undefined || first === second) {
      throw new Error(`there are no two links to ${address}`);
    }
    return [first, second];
  }

  async function tokensMailedTo(address: string, count: number): Promise<readonly string[]> {
    for (let attempt = 0; attempt < 400; attempt++) {
      const mails = await readMails(world().inboxUrl);
      const tokens = mails.flatMap(({ to, reset }) => (to.includes(address) && reset ? [reset.token] : []));
      if (tokens.length >= count) {
        return tokens;
      }
      await setTimeout(50);
    }
    throw new Error(`no ${count} links to ${address}`);
  }

  async function expectNewPassword(realm: Realm, username: string): Promise<void> {
    const { password = '' } = seededPeople[realm].find((person) => person.username === username) ?? {};
    const url = world().serverUrls[realm];
    expect(await logIn(realm, url, { username, password: newPassword })).toMatchObject({ isLoggedIn: true });
    expect(await logIn(realm, url, { username, password })).toMatchObject({ isLoggedIn: false });
  }
}

function expectOk({ status, body }: GoldenResponse): void {
  expect({ status, body }).toEqual({ status: 200, body: expect.any(String) });
}

/** What a browser sends after this answer. */
function cookiesOf({ headers }: GoldenResponse): string {
  const lines = headers['set-cookie']?.split('\n') ?? [];
  return lines.map((line) => line.split(';', 1)[0]).join('; ');
}
