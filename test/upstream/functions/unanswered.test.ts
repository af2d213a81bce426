import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import { outcomeUnknown } from '#lib/wording/known-sentences.ts';
import { allowEveryApplication } from '#test/upstream/resets-in-front-of.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({
    REKEY_MAILS_PER_MINUTE: '60',
    REKEY_MAILS_PER_TOKEN_LIFETIME: '60',
    REKEY_CRAFTER_PROFILE_TOKENS_UNTIL: new Date(Date.now() + 3_600_000).toISOString(),
  });
  allowEveryApplication(rekey);
});
afterAll(() => rekey.stop());

const john = '59284659d4c650213cc2f3fc';
const update = `/crafter-profile/api/1/profile/${john}/update`;

const post = (path: string, values: { [name: string]: string }) =>
  rekey.send({
    method: 'POST',
    path: `/api/1/profile/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ accessTokenId: profileTokens.application, ...values }).toString(),
  });
const mailed = async () => {
  await post(`${john}/reset_password`, { resetPasswordUrl: 'https://app.example/reset' });
  return rekey.mailedToken();
};
const change = (resetTokenId: string, newPassword: string) => post('change_password', { resetTokenId, newPassword });

describe('A password that Crafter Profile has set', () => {
  const denied = { kind: 'refuse', status: 403, body: '{"errorCode":"ACCESS_DENIED","message":"expired"}' } as const;

  test('U5 F1 is a success even if the second attempt was refused', async () => {
    const token = await mailed();
    rekey.profile.inject({ path: update, times: 1, fault: { kind: 'drop-answer' } });
    rekey.profile.inject({ path: update, times: 1, fault: denied });
    const answer = await change(token, 'set by the first attempt');
    rekey.profile.clearFaults();
    await expect(rekey.profile.canLogIn('john.doe', 'set by the first attempt')).resolves.toBe(true);
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('"username":"john.doe"') });
  });

  test.each([
    ['does not answer any more', { kind: 'drop-before' }],
    ['refuses the access token from then on', denied],
  ] as const)('U5 F1 is a success even if the server %s', async (_, fault) => {
    const token = await mailed();
    const password = `set although it ${fault.kind}`;
    const read = `/crafter-profile/api/1/profile/${john}`;
    rekey.profile.inject({ path: update, times: 1, fault: { kind: 'drop-answer' } });
    rekey.profile.inject({ path: update, times: 1, fault: { kind: 'drop-before' } });
    // The witness reads the profile once.
    rekey.profile.inject({ method: 'GET', path: read, after: 1, fault });
    const answer = await change(token, password);
    rekey.profile.clearFaults();
    await expect(rekey.profile.canLogIn('john.doe', password)).resolves.toBe(true);
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('"username":"john.doe"') });
    expect(answer.headers).toMatchObject({ Location: 'https://rekey.example.com/api/1/profile/change_password' });
  });
});

test.each(['drop-answer', 'html-500', 'empty-200'] as const)(
  'U5 after %s to a token of Crafter Profile’s own, the answer says that nobody knows',
  async (kind) => {
    const id = 'aaaaaaaa-2222-4222-8222-222222222222';
    const token = { id, tenant: 'sample-tenant', profileId: john, timestamp: Date.now() };
    rekey.profile.store.verificationTokens.set(id, token);
    rekey.profile.inject({ path: '/crafter-profile/api/1/profile/change_password', fault: { kind } });
    const answer = await change(id, 'correct horse battery staple');
    rekey.profile.clearFaults();
    expect(answer).toMatchObject({ status: 500, body: expect.stringContaining(outcomeUnknown) });
  },
);

const studio = '/studio/api/1/services/api/1/user';

test('F1 U5 a claim in front of Crafter Studio that cannot be given back is a dead link, and the answer says so', async () => {
  const { release } = rekey.memory.shadows;
  await rekey.send({ method: 'GET', path: `${studio}/forgot-password.json?username=jane.doe` });
  const token = await rekey.mailedToken();
  rekey.memory.shadows.release = () => Promise.reject(new Error('the database fails'));
  rekey.studio.inject({ fault: { kind: 'drop-before' } });
  const set = () =>
    rekey.send({
      method: 'POST',
      path: `${studio}/set-password.json`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, new: 'correct horse battery staple' }),
    });
  const answer = await set();
  rekey.memory.shadows.release = release;
  rekey.studio.clearFaults();
  await expect(rekey.studio.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).resolves.toBe(true);
  await expect(set()).resolves.toMatchObject({ status: 401 });
  expect(answer).toMatchObject({ status: 500, body: expect.stringContaining(outcomeUnknown) });
});
