import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' });
});
afterAll(() => rekey.stop());

test.each([
  ['is down', { kind: 'drop-before' }],
  ['does not accept Rekey’s credential', { kind: 'refuse', status: 401, body: '{"message":"Unauthorized"}' }],
  ['answers with HTML', { kind: 'html-500' }],
] as const)('M8 U5 while the server %s, mails wait, and all go out afterwards', async (_, fault) => {
  rekey.studio.inject({ fault });
  const username = fault.kind === 'refuse' ? 'john.smith' : 'jane.doe';
  const path = `/api/1/services/api/1/user/forgot-password.json?username=${username}`;
  const mails = rekey.memory.mails.length;
  await expect(rekey.send({ method: 'GET', path })).resolves.toMatchObject({ status: 200 });
  for (let attempt = 0; attempt < 8; attempt++) {
    await rekey.mailedToken();
  }
  expect(rekey.memory.mails).toHaveLength(mails);
  rekey.studio.clearFaults();
  await rekey.mailedToken();
  expect(rekey.memory.mails).toHaveLength(mails + 1);
  expect(rekey.memory.mails.at(-1)?.to).toBe(`${username}@example.com`);
});
