import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { localSettings } from '#infra/local/local-environment.ts';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import { usesPerAccount } from '#lib/reset/limits.ts';
import { sha256 } from '#lib/reset/token.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { type MemoryWorld, memoryWorld } from '#test/golden/memory-world.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import { type Person, products, profileOwners } from './products.ts';
import { type SettingRoute, settingRoutes } from './setting-routes.ts';

const redeemingRoutes = settingRoutes.filter(({ id }) => !/^crafter-studio(-v2)?\/reset-password$/.test(id));

const hashed: string[] = [];
let world: MemoryWorld;
beforeAll(async () => {
  process.env.REKEY_LOG = 'nothing';
  world = memoryWorld(localSettings(), { onHash: (password) => hashed.push(password) });
  const tenantPermissions = [{ tenant: 'sample-tenant', allowedActions: ['MANAGE_PROFILES'] }];
  await world.storeApplication(ownAccessToken, { tenantPermissions });
});
beforeEach(() => {
  hashed.length = 0;
});

let made = 0;

/** A new person, and a call that sets their password. */
async function prepared(route: SettingRoute, changes: Partial<NewAccount> = {}) {
  made += 1;
  const id = route.realm === 'crafter-profile' ? made.toString(16).padStart(24, '0') : `person-${made}`;
  const person: Person = { realm: route.realm, id, email: `person-${made}@example.com` };
  await world.storeAccount({ ...person, tenant: 'sample-tenant', ...changes });
  return { person, call: await route.prepare({ world, send }, person) };
}

/** Each request comes from another address. */
const send = (request: GoldenRequest) => world.send(request);

/** Ways to make a token or a session bad after the call was prepared. */
const invalidations: readonly (readonly [
  string,
  (person: Person, call: (password: string) => GoldenRequest) => Promise<unknown>,
])[] = [
  ['spent', async (_, call) => send(call('the first pass phrase'))],
  ['of an account that was stored again', async (person) => world.storeAccount({ ...person, tenant: 'sample-tenant' })],
  ['of a deleted account', async (person) => world.removeAccount(person)],
  ['of an externally managed account', async (person) => world.editAccount(person, { externallyManaged: true })],
  ['of an account that moved to another tenant', async (person) => world.editAccount(person, { tenant: 'other-tenant' })],
];

for (const route of redeemingRoutes) {
  const possible = invalidations.filter(([what]) => route.realm !== 'traffic-ops' || !what.includes('tenant'));
  test.each(possible)(`E5 ${route.id} computes no hash for a token that is %s`, async (_, invalidate) => {
    const { person, call } = await prepared(route);
    await invalidate(person, call);
    hashed.length = 0;
    const { status } = await send(call('another pass phrase'));
    expect(status).toBe(refusalOf(route));
    expect(hashed).toEqual([]);
  });

  test(`E5 ${route.id} computes one hash for a good token`, async () => {
    const { call } = await prepared(route);
    expect((await send(call('another pass phrase'))).status).toBe(200);
    expect(hashed).toEqual(['another pass phrase']);
  });
}

test.each(redeemingRoutes.filter(({ realm }) => realm !== 'crafter-profile').map((route) => [route.id, route] as const))(
  'E5 %s computes no hash for the token of a disabled account',
  async (_, route) => {
    const { person, call } = await prepared(route);
    await world.editAccount(person, { enabled: false });
    expect((await send(call('another pass phrase'))).status).toBe(401);
    expect(hashed).toEqual([]);
  },
);

test('E5 a good token of a disabled profile costs one hash, because a disabled profile can change its password', async () => {
  const route = redeemingRoutes.find(({ realm }) => realm === 'crafter-profile');
  const { person, call } = await prepared(route ?? never());
  await world.editAccount(person, { enabled: false });
  expect((await send(call('another pass phrase'))).status).toBe(200);
  expect(hashed).toHaveLength(1);
});

test.each(redeemingRoutes.filter(({ realm }) => realm !== 'crafter-profile').map((route) => [route.id, route] as const))(
  'F7 %s computes no hash for an account whose links were used too often',
  async (_, route) => {
    const { person, call } = await prepared(route);
    const { credentialStamp } = await world.account(person);
    await world.countRequests(`link#${sha256(credentialStamp)}`, usesPerAccount);
    expect((await send(call('another pass phrase'))).status).toBe(429);
    expect(hashed).toEqual([]);
  },
);

function never(): never {
  throw new Error('no such route sets a password');
}

function refusalOf({ id, realm }: SettingRoute): number | undefined {
  return id === 'crafter-profile-page/set-password'
    ? profileOwners.refusal
    : products.find((product) => product.realm === realm)?.refusal;
}
