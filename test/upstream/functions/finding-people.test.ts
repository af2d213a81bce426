import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let revealing: UpstreamRekey;
let concealing: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  [revealing, concealing] = await Promise.all([
    startUpstreamRekey({ REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS: 'true' }),
    startUpstreamRekey({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' }),
  ]);
});
afterAll(() => Promise.all([revealing.stop(), concealing.stop()]));

const forgot = (rekey: UpstreamRekey, username: string, address?: number) =>
  rekey.send({ method: 'GET', path: `/studio/api/1/services/api/1/user/forgot-password.json?username=${username}` }, address);

test('E6 nobody learns the names of users by counting', async () => {
  const answer = await forgot(revealing, '5');
  expect(answer).toMatchObject({ status: 404, body: '{"message":"User not found"}' });
  expect(JSON.stringify(answer)).not.toContain('jane.doe');
});

test.each([
  ['reveals', () => revealing],
  ['conceals', () => concealing],
])('M7 a user’s number is no second name that gets around the limit (a stack that %s accounts)', async (_, open) => {
  const rekey = open();
  for (let count = 0; count < 6; count++) {
    await forgot(rekey, 'jane.doe');
    await forgot(rekey, '5');
    await rekey.mailedToken();
  }
  expect(rekey.memory.mails).toHaveLength(3);
});

/** Sends requests from this address until it is over its limit. */
async function useUp(send: (address: number) => Promise<{ status: number }>, address: number): Promise<void> {
  for (let count = 0; (await send(address)).status !== 429; count++) {
    expect(count).toBeLessThan(100);
  }
}

test('F7 a request over the limit of its address does not reach Studio', async () => {
  const address = 72_000;
  await useUp((from) => forgot(revealing, 'nobody.here', from), address);
  await forgot(revealing, 'over.limit', address);
  // Studio would get this request after the other one.
  await forgot(revealing, 'within.limit');
  const keywords = revealing.studio.requests.map(({ query }) => query.get('keyword'));
  expect(keywords).toContain('within.limit');
  expect(keywords).not.toContain('over.limit');
});

test('F7 a request over the limit of its address does not reach Traffic Ops', async () => {
  const address = 72_001;
  const json = { 'content-type': 'application/json' };
  const call = (method: 'POST' | 'PUT', path: string, body: object, cookie = ''): GoldenRequest => ({
    method,
    path: `/api/5.0/user/${path}`,
    headers: { ...json, cookie },
    body: JSON.stringify(body),
  });
  const ask = (email: string, from?: number) => revealing.send(call('POST', 'reset_password', { email }), from);
  await ask('jane.doe@example.com');
  const login = await revealing.send(call('POST', 'login/token', { t: await revealing.mailedToken() }));
  const session = /rekey_session=[^;]+/.exec(login.headers['set-cookie'] ?? '')?.[0] ?? '';
  const put = (cookie: string, from?: number) => revealing.send(call('PUT', 'current', {}, cookie), from);
  await useUp((from) => ask('nobody@example.com', from), address);
  const before = revealing.trafficOps.requests.length;
  await expect(ask('over.limit@example.com', address)).resolves.toMatchObject({ status: 429 });
  // Traffic Ops would get these requests after the other one. A good session counts against no address.
  await expect(put(session, address)).resolves.toMatchObject({ status: 200 });
  await expect(ask('within.limit@example.com')).resolves.toMatchObject({ status: 404 });
  const asked = revealing.trafficOps.requests.slice(before).map(({ query }) => query.get('email') ?? query.get('id'));
  expect(asked).toEqual(['4', 'within.limit@example.com']);
});
