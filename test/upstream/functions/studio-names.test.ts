import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let revealing: UpstreamRekey;
let concealing: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  [revealing, concealing] = await Promise.all([
    startUpstreamRekey(),
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

test('M7 F7 a request over the limit of its address does not reach Studio', async () => {
  const address = 72_000;
  let last = 200;
  for (let count = 0; last !== 429; count++) {
    last = (await forgot(revealing, 'nobody.here', address)).status;
    expect(count).toBeLessThan(100);
  }
  await forgot(revealing, 'over.limit', address);
  // Studio would get this request after the other one.
  await forgot(revealing, 'within.limit');
  const keywords = revealing.studio.requests.map(({ query }) => query.get('keyword'));
  expect(keywords).toContain('within.limit');
  expect(keywords).not.toContain('over.limit');
});
