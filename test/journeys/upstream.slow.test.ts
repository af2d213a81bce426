// It takes seconds because it goes the whole way of each product: mail, real hashes at the stand-ins, and logins there.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { logIn } from '#infra/local/doubles/log-in.ts';
import { seededPeople } from '#infra/local/doubles/seeded-people.ts';
import { readMails } from '#infra/local/read-mails.ts';
import { startUpstreamStack, type UpstreamStack } from '#infra/local/start-upstream-stack.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';

const newPassword = 'a very new pass phrase';
const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const port = { number: 0, variable: 'PORT' };
let stack: UpstreamStack;

beforeAll(async () => {
  const ports = { 'crafter-profile': port, 'crafter-studio': port, 'traffic-ops': port };
  stack = await startUpstreamStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true }, ports);
});
// Stopping fails if the stand-ins got calls that Rekey should have answered.
afterAll(() => stack.stop());

test('U1 Crafter Profile: the new password logs in, the old one does not, and both links are dead', async () => {
  const id = stack.doubles['crafter-profile'].find('jane.doe')?.id;
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
  const there = await fetch(`${stack.doubles['traffic-ops'].url}/api/5.0/user/current`, { headers: session });
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
  sendHttp(stack.apiUrl, { method, path, headers, ...(body !== undefined && { body }) });
const get = (path: string, headers = {}) => send('GET', path, undefined, headers);
const post = (path: string, body: string, headers: { [name: string]: string } = json) => send('POST', path, body, headers);

function expectOk({ status, body }: GoldenResponse): void {
  expect({ status, body }).toEqual({ status: 200, body: expect.any(String) });
}

/** Asks twice, and takes the token from each of the two mails. */
async function twoTokens(address: string, ask: () => Promise<GoldenResponse>): Promise<[string, string]> {
  expectOk(await ask());
  await stack.streams.idle();
  expectOk(await ask());
  await stack.streams.idle();
  const mails = await readMails(stack.inboxUrl);
  const [first, second] = mails.flatMap(({ to, reset }) => (to.includes(address) && reset ? [reset.token] : []));
  if (first === undefined || second === undefined || first === second) {
    throw new Error(`there are no two links to ${address}`);
  }
  return [first, second];
}

async function expectNewPassword(realm: Realm, username: string): Promise<void> {
  const { password = '' } = seededPeople[realm].find((person) => person.username === username) ?? {};
  const { url } = stack.doubles[realm];
  expect(await logIn(realm, url, { username, password: newPassword })).toMatchObject({ isLoggedIn: true });
  expect(await logIn(realm, url, { username, password })).toMatchObject({ isLoggedIn: false });
}

/** What a browser sends after this answer. */
function cookiesOf({ headers }: GoldenResponse): string {
  const lines = headers['set-cookie']?.split('\n') ?? [];
  return lines.map((line) => line.split(';', 1)[0]).join('; ');
}
