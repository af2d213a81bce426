import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
const other = 'seven purple elephants dance';

describe.each(resetsInFrontOf(() => rekey))('$way', ({ username, password: old, double, ask, redeem, refusal }) => {
  test('U1 a new password logs in at the product, the old one does not, and every link is dead', async () => {
    await ask();
    const first = await rekey.mailedToken();
    await ask();
    const second = await rekey.mailedToken();
    expect(second).not.toBe(first);
    await expect(double().canLogIn(username, old)).resolves.toBe(true);
    await expect(redeem(first, phrase)).resolves.toBe(200);
    await expect(double().canLogIn(username, phrase)).resolves.toBe(true);
    await expect(double().canLogIn(username, old)).resolves.toBe(false);
    await expect(redeem(first, other)).resolves.toBe(refusal);
    await expect(redeem(second, other)).resolves.toBe(refusal);
    await expect(double().canLogIn(username, phrase)).resolves.toBe(true);
  });

  test('K5 U4 a password that the policy refuses leaves the link good', async () => {
    await ask();
    const token = await rekey.mailedToken();
    await expect(redeem(token, 'short')).resolves.toBe(400);
    await expect(redeem(token, `${phrase} again`)).resolves.toBe(200);
  });

  test('U2 of eight redemptions at once one succeeds, and its password logs in', async () => {
    await ask();
    const token = await rekey.mailedToken();
    const passwords = Array.from({ length: 8 }, (_, index) => `${phrase} ${index}`);
    const statuses = await Promise.all(passwords.map((password) => redeem(token, password)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    await expect(double().canLogIn(username, passwords[statuses.indexOf(200)] ?? '')).resolves.toBe(true);
  });
});
