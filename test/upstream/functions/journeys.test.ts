import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import type { ProductDouble } from '#infra/local/doubles/server/product-double.ts';
import { defaultApplication } from '#lib/reset/application.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { startUpstreamRekey, type UpstreamRekey } from '#test/upstream/upstream-rekey.ts';

let rekey: UpstreamRekey;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  rekey = await startUpstreamRekey({ REKEY_MAILS_PER_MINUTE: '60', REKEY_MAILS_PER_TOKEN_LIFETIME: '60' });
  rekey.memory.applications.store({
    accessTokenHash: defaultApplication,
    name: 'any application',
    tenantPermissions: [],
    expiresOn: null,
    resetPasswordUrls: ['https://app.example/reset'],
  });
});
afterAll(() => rekey.stop());

const phrase = 'correct horse battery staple';
const other = 'seven purple elephants dance';
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const john = '59284659d4c650213cc2f3fc';

type Product = {
  realm: Realm;
  username: string;
  password: string;
  double(): ProductDouble<unknown>;
  ask(): Promise<GoldenResponse>;
  redeem(token: string, password: string): Promise<number>;
  /** The status of the refusal of a bad link. */
  refusal: number;
};

const studioCall = '/studio/api/1/services/api/1/user';
const profileForm = (values: { [name: string]: string }) =>
  new URLSearchParams({ accessTokenId: profileTokens.application, ...values }).toString();

const products: Product[] = [
  {
    realm: 'crafter-profile',
    username: 'john.doe',
    password: 'john-old-pw-1',
    double: () => rekey.profile,
    ask: () =>
      rekey.send({
        method: 'POST',
        path: `/api/1/profile/${john}/reset_password`,
        headers: form,
        body: profileForm({ resetPasswordUrl: 'https://app.example/reset' }),
      }),
    redeem: async (resetTokenId, newPassword) =>
      (
        await rekey.send({
          method: 'POST',
          path: '/api/1/profile/change_password',
          headers: form,
          body: profileForm({ resetTokenId, newPassword }),
        })
      ).status,
    refusal: 404,
  },
  {
    realm: 'crafter-studio',
    username: 'jane.doe',
    password: oldPasswordOf('jane.doe'),
    double: () => rekey.studio,
    ask: () => rekey.send({ method: 'GET', path: `${studioCall}/forgot-password.json?username=Jane.Doe` }),
    redeem: async (token, password) =>
      (
        await rekey.send({
          method: 'POST',
          path: `${studioCall}/set-password.json`,
          headers: json,
          body: JSON.stringify({ token, new: password }),
        })
      ).status,
    refusal: 401,
  },
  {
    realm: 'traffic-ops',
    username: 'jane.doe',
    password: 'jane-old-pw-1',
    double: () => rekey.trafficOps,
    ask: () =>
      rekey.send({
        method: 'POST',
        path: '/api/5.0/user/reset_password',
        headers: json,
        body: JSON.stringify({ email: 'jane.doe@example.com' }),
      }),
    redeem: async (t, localPasswd) => {
      const login = await rekey.send({
        method: 'POST',
        path: '/api/5.0/user/login/token',
        headers: json,
        body: JSON.stringify({ t }),
      });
      if (login.status !== 200) {
        return login.status;
      }
      const put = { method: 'PUT', path: '/api/5.0/user/current' } as const;
      const body = JSON.stringify({ localPasswd, confirmLocalPasswd: localPasswd });
      return (await rekey.send({ ...put, headers: { ...json, cookie: cookiesIn(login) }, body })).status;
    },
    refusal: 401,
  },
];

/** The cookies of an answer, as a browser sends them back. */
function cookiesIn({ headers }: GoldenResponse): string {
  return (headers['set-cookie'] ?? '')
    .split('\n')
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

describe.each(products)('$realm', ({ username, password: old, double, ask, redeem, refusal }) => {
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
