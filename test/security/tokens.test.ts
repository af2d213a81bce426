import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import * as trafficOps from '#test/golden/traffic-ops/messages.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import {
  cookieOf,
  crafterProfile,
  crafterStudio,
  getWith,
  hasPassword,
  mailedTo,
  newPerson,
  type Person,
  type Product,
  phrase,
  putWith,
  redeemers,
  stateOf,
  titled,
  trafficOpsProduct,
} from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

const second = 1000;
const hour = 3_600_000;

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
  const allowedActions = ['MANAGE_PROFILES'];
  const tenantPermissions = ['sample-tenant', 'strict-tenant'].map((tenant) => ({ tenant, allowedActions }));
  await rekey.world.storeApplication(ownAccessToken, { tenantPermissions });
});
afterAll(() => rekey.stop());

const spend = async (product: Product, token: string, password = phrase) => (await product.spend(rekey, token, password)).status;
const isGood = async (product: Product, token: string) => (await rekey.send(product.bringToken(token))).status === 200;

async function openSession(person: Person): Promise<string> {
  return cookieOf(await rekey.send(trafficOpsProduct.bringToken(await rekey.world.token(person))));
}

describe.each(redeemers.map(titled))('%s', (_, product) => {
  test('K1 a token is good one second before its expiry and refused at its expiry, even if its item is still there', async () => {
    const person = await newPerson(rekey, product);
    const askedAt = rekey.clock.now;
    const { token } = await mailedTo(rekey, product, person);
    for (const late of [0, 1, hour, 40 * hour]) {
      rekey.clock.now = askedAt + hour + late;
      expect(await spend(product, token)).toBe(product.refusal);
    }
    rekey.clock.now = askedAt + hour - second;
    expect(await spend(product, token)).toBe(200);
    expect(await hasPassword(rekey, person, phrase)).toBe(true);
  });

  test('K3 after a reset every other token and every session of the account is dead', async () => {
    const person = await newPerson(rekey, product);
    const [used, minted] = [await rekey.world.token(person), await rekey.world.token(person)];
    const { token: mailed } = await mailedTo(rekey, product, person);
    const cookie = product === trafficOpsProduct ? await openSession(person) : '';
    expect(await spend(product, used)).toBe(200);
    for (const token of [used, minted, mailed]) {
      expect(await spend(product, token, 'another pass phrase')).toBe(product.refusal);
    }
    await expectDeadSession(cookie);
    expect(await hasPassword(rekey, person, phrase)).toBe(true);
  });

  test.each([
    ['its address was', { email: 'new.address@example.com' }],
    ['its enabled state was', { enabled: false }],
    ['its externally managed state was', { externallyManaged: true }],
    ['only its record was', {}],
  ])('K3 tokens and sessions of an account are dead after %s replaced', async (_change, change) => {
    const person = await newPerson(rekey, product);
    const cookie = product === trafficOpsProduct ? await openSession(person) : '';
    const token = await rekey.world.token(person);
    await rekey.world.removeAccount(person);
    await rekey.world.storeAccount({ ...person, tenant: 'sample-tenant', ...change });
    const before = await stateOf(rekey, person);
    expect(await spend(product, token)).toBe(product.refusal);
    await expectDeadSession(cookie);
    expect(await stateOf(rekey, person)).toEqual(before);
  });

  test('K5 a refused password, whatever is wrong with it, leaves the token good and the account unchanged', async () => {
    const person = await newPerson(rekey, product, product.realm === 'crafter-profile' ? { tenant: 'strict-tenant' } : {});
    const token = await rekey.world.token(person);
    const before = await stateOf(rekey, person);
    for (const password of ['1234567', 'x'.repeat(73), `${'ü'.repeat(36)}x`, 'PassWord1', person.email, `nul\0${phrase}`]) {
      expect(await spend(product, token, password)).toBe(400);
    }
    expect(await stateOf(rekey, person)).toEqual(before);
    expect(await spend(product, token)).toBe(200);
  });

  test.each([
    ['the earlier', 0],
    ['the later', 1],
  ])('K12 the links of two mails both work until one is used, here %s, and then both are dead', async (_which, first) => {
    const person = await newPerson(rekey, product);
    const tokens = [await mailedTo(rekey, product, person), await mailedTo(rekey, product, person)].map(({ token }) => token);
    if (product !== crafterProfile) {
      for (const token of tokens) {
        expect(await isGood(product, token)).toBe(true);
      }
    }
    expect(await spend(product, tokens[first] ?? '')).toBe(200);
    for (const token of tokens) {
      expect(await spend(product, token, 'another pass phrase')).toBe(product.refusal);
    }
    expect(await hasPassword(rekey, person, phrase)).toBe(true);
  });
});

test('K4 a password that an administrator sets kills outstanding tokens', async () => {
  const person = await newPerson(rekey, crafterStudio);
  const tokens = [await rekey.world.token(person), (await mailedTo(rekey, crafterStudio, person)).token];
  const Authorization = `Bearer ${await administratorJwt()}`;
  const headers = { 'Content-Type': 'application/json', Authorization };
  expect((await rekey.send(studio.resetPassword(person.id, { new: phrase }, headers).request)).status).toBe(200);
  for (const token of tokens) {
    expect(await isGood(crafterStudio, token)).toBe(false);
    expect(await spend(crafterStudio, token, 'another pass phrase')).toBe(401);
  }
  expect(await hasPassword(rekey, person, phrase)).toBe(true);
});

describe('K13 a session that a token opened', () => {
  test.each([
    ['username', 'somebody.else'],
    ['email', 'somebody.else@example.com'],
    ['role', 'admin'],
    ['tenantId', 99],
    ['publicSshKey', 'ssh-ed25519 AAAA'],
  ])('K13 changes neither the %s nor the password that comes with it', async (field, value) => {
    const person = await newPerson(rekey, trafficOpsProduct, { details: { id: 1, role: 'operations', roleId: 3, tenantId: 1 } });
    const cookie = await openSession(person);
    const before = await stateOf(rekey, person);
    const { status } = await rekey.send(putWith(cookie, { [field]: value, localPasswd: phrase }));
    expect(status).toBe(400);
    const legacy = { user: { [field]: field === 'role' ? 7 : value, localPasswd: phrase } };
    expect((await rekey.send(trafficOps.putCurrent(legacy, { version: '3.1', headers: { cookie } }))).status).toBe(400);
    expect(await stateOf(rekey, person)).toEqual(before);
  });

  test('K13 stores nothing without a new password', async () => {
    const person = await newPerson(rekey, trafficOpsProduct);
    const cookie = await openSession(person);
    const before = await stateOf(rekey, person);
    expect((await rekey.send(putWith(cookie, { fullName: 'Somebody Else', localPasswd: null }))).status).toBe(200);
    expect((await rekey.send(putWith(cookie, { fullName: 'Somebody Else' }))).status).toBe(200);
    expect(await stateOf(rekey, person)).toEqual(before);
  });

  test('K13 ends with the token that opened it', async () => {
    const person = await newPerson(rekey, trafficOpsProduct);
    const expiresAt = rekey.clock.now + 600 * second;
    const cookie = cookieOf(await rekey.send(trafficOpsProduct.bringToken(await rekey.world.token(person, { expiresAt }))));
    rekey.clock.now = expiresAt - second;
    expect((await rekey.send(getWith(cookie))).status).toBe(200);
    rekey.clock.now = expiresAt;
    await expectDeadSession(cookie);
    expect(await hasPassword(rekey, person, phrase)).toBe(false);
  });
});

async function expectDeadSession(cookie: string): Promise<void> {
  if (cookie === '') {
    return;
  }
  expect((await rekey.send(getWith(cookie))).status).toBe(401);
  expect((await rekey.send(putWith(cookie, { localPasswd: 'another pass phrase' }))).status).toBe(401);
}
