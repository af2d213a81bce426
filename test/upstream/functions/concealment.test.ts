import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' });
});
afterAll(() => rekey.stop());

const forgot = (username: string): GoldenRequest => ({
  method: 'GET',
  path: `/api/1/services/api/1/user/forgot-password.json?username=${username}`,
});
const reset = (email: string): GoldenRequest => ({
  method: 'POST',
  path: '/api/5.0/user/reset_password',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email }),
});

const byPage = (identifier: string): GoldenRequest => ({
  ...callsOfPages['page/ask-for-link'],
  body: `${new URLSearchParams({ realm: 'crafter-profile', identifier })}`,
});

test.each([
  [
    'Crafter Profile on the page',
    byPage('someone@example.com'),
    ['john.doe@example.com', 'dis.abled@example.com', 'sso.only@example.com'].map(byPage),
  ],
  ['Crafter Studio', forgot('someone'), ['jane.doe', 'off.user', 'ldap.user', 'del.eted', 'git_repo_user'].map(forgot)],
  ['Traffic Ops', reset('someone@example.com'), ['jane.doe@example.com', 'off.user@example.com'].map(reset)],
])('U6 E1 asking for a link of %s calls no server, and says nothing', async (_, unknown, others) => {
  const calls = () => [rekey.profile, rekey.studio, rekey.trafficOps].flatMap(({ requests }) => requests).length;
  const before = calls();
  const neutral = (text: string) => text.replace(/[\w.]+@example\.com/g, 'NAME').replace(/[\w.]+(?='|$)/g, 'NAME');
  const expected = await rekey.send(unknown);
  for (const request of others) {
    const { status, headers, body } = await rekey.send(request);
    expect(status).toBe(expected.status);
    expect(neutral(body)).toBe(neutral(expected.body));
    expect(Object.keys(headers)).toEqual(Object.keys(expected.headers));
  }
  expect(calls()).toBe(before);
});
