import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_TRAFFIC_OPS_STAMP: 'login-tolerant' });
});
afterAll(() => rekey.stop());
afterEach(() => {
  jest.restoreAllMocks();
});

const json = { 'content-type': 'application/json' };
const phrase = 'correct horse battery staple';

const send = (method: 'POST' | 'PUT', path: string, body: object, cookie?: string): Promise<GoldenResponse> =>
  rekey.send({
    method,
    path: `/api/5.0/user/${path}`,
    headers: { ...json, ...(cookie !== undefined && { cookie }) },
    body: JSON.stringify(body),
  });

async function redeem(t: string, password: string): Promise<number> {
  const login = await send('POST', 'login/token', { t });
  const cookie = (login.headers['set-cookie'] ?? '').replaceAll(/;[^\n]*\n?/g, '; ');
  const change = { localPasswd: password, confirmLocalPasswd: password };
  return login.status === 200 ? (await send('PUT', 'current', change, cookie)).status : login.status;
}

async function logIn(p: string): Promise<number> {
  const body = JSON.stringify({ u: 'jane.doe', p });
  return (await fetch(`${rekey.trafficOps.url}/api/5.0/user/login`, { method: 'POST', headers: json, body })).status;
}

test('K2 U2 a link whose claim was left open stays dead after a login with its password', async () => {
  await send('POST', 'reset_password', { email: 'jane.doe@example.com' });
  const token = await rekey.mailedToken();
  const { settle } = rekey.memory.shadows;
  rekey.memory.shadows.settle = () => Promise.reject(new Error('the database fails'));
  await expect(redeem(token, phrase)).resolves.toBe(200);
  rekey.memory.shadows.settle = settle;
  await expect(logIn(phrase)).resolves.toBe(200);
  const later = Date.now() + 61_000;
  jest.spyOn(Date, 'now').mockReturnValue(later);
  await expect(redeem(token, 'the password of a thief')).resolves.toBe(401);
  await expect(rekey.trafficOps.canLogIn('jane.doe', phrase)).resolves.toBe(true);
});
