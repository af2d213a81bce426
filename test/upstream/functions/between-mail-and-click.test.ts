import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSource } from '#infra/local/api/load-function.ts';
import type { Endpoint } from '#lib/http/endpoint.ts';
import { sha256 } from '#lib/reset/token.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { sendEvent } from '#test/golden/send-event.ts';
import { accountOf } from '#test/reset/account-of.ts';
import { allowEveryApplication, resetsInFrontOf } from '#test/upstream/resets-in-front-of.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_MAILS_PER_MINUTE: '60', REKEY_MAILS_PER_TOKEN_LIFETIME: '60' });
  allowEveryApplication(rekey);
});
afterAll(() => rekey.stop());

const phrase = 'correct horse battery staple';

describe.each(resetsInFrontOf(() => rekey))('$way', ({ realm, id, username, password, double, ask, redeem, refusal }) => {
  const mailed = async () => {
    await ask();
    return rekey.mailedToken();
  };
  /** The row of the server's database, whose fields all products call alike. */
  const row = () => double().find(username) as { [field: string]: unknown };
  let before: object | undefined;
  afterEach(() => {
    Object.assign(row(), before);
    before = undefined;
  });

  test('K14 a revoke ends a link that was mailed before', async () => {
    const token = await mailed();
    await rekey.memory.shadows.replaceStamp({ realm, id }, null);
    await expect(redeem(token, phrase)).resolves.toBe(refusal);
    await expect(double().canLogIn(username, password)).resolves.toBe(true);
  });

  test('K3 U3 another address there ends the link, whoever has it now', async () => {
    const token = await mailed();
    before = { email: row().email };
    Object.assign(row(), { email: 'thief@example.com' });
    await expect(redeem(token, phrase)).resolves.toBe(refusal);
    await expect(double().canLogIn(username, password)).resolves.toBe(true);
  });

  test('K6 a link of another realm, or from the time when Rekey kept the accounts itself, is a bad one', async () => {
    const token = await mailed();
    const stored = await rekey.memory.resetTokens.find(sha256(token));
    for (const change of [
      { realm: 'none' as typeof realm },
      { credentialStamp: 'AAAAAAAAAAAAAAAAAAAAAA' },
      { accountId: 'other' },
    ]) {
      const tokenHash = sha256('x'.repeat(43));
      await rekey.memory.resetTokens.put({ ...stored, ...change, tokenHash } as NonNullable<typeof stored>);
      await expect(redeem('x'.repeat(43), phrase)).resolves.toBe(refusal);
    }
    await expect(double().canLogIn(username, password)).resolves.toBe(true);
    await expect(redeem(token, password)).resolves.toBe(200);
  });
});

test('E5 U3 the check of a Studio link refuses what its use would refuse', async () => {
  const [, studio] = resetsInFrontOf(() => rekey);
  await studio?.ask();
  const token = await rekey.mailedToken();
  const path = `/api/1/services/api/1/user/validate-token.json?token=${token}`;
  const validate = async () => (await rekey.send({ method: 'GET', path })).status;
  await expect(validate()).resolves.toBe(200);
  const row = rekey.studio.find('jane.doe');
  for (const change of [{ email: 'thief@example.com' }, { enabled: false }, { externallyManaged: true }]) {
    const before = { ...row };
    Object.assign(row ?? {}, change);
    await expect(validate()).resolves.toBe(401);
    Object.assign(row ?? {}, before);
  }
  await expect(validate()).resolves.toBe(200);
});

test('K6 a link that was mailed in front of a server sets no password when Rekey keeps the accounts itself again', async () => {
  const [, studio] = resetsInFrontOf(() => rekey);
  await studio?.ask();
  const token = await rekey.mailedToken();
  const handler = ((await loadSource('crafter-studio/set-password')) as Endpoint).with(
    rekey.memory.adapters,
    parseSettings({ REKEY_PUBLIC_URL: 'https://rekey.example.com' }),
  );
  const account = { realm: 'crafter-studio', id: '5', username: '5', email: 'jane.doe@example.com' } as const;
  rekey.memory.accounts.store(accountOf(account));
  const request = {
    method: 'POST',
    path: '/api/1/services/api/1/user/set-password.json',
    body: JSON.stringify({ token, new: phrase }),
  } as const;
  await expect(sendEvent('crafter-studio/set-password', handler, request, 1)).resolves.toMatchObject({ status: 401 });
});
