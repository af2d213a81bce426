import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import { callOfPage } from '#test/page/calls-of-pages.ts';
import {
  cookieOf,
  crafterProfile,
  crafterStudio,
  newPerson,
  type Person,
  type Product,
  phrase,
  products,
  profileOwners,
  putWith,
  redeemers,
  stateOf,
  studioOwners,
  titled,
  trafficOpsProduct,
} from './products.ts';
import type { Rekey } from './rekey.ts';
import { startRekey } from './start-rekey.ts';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
  const allowedActions = ['MANAGE_PROFILES'];
  const tenantPermissions = ['sample-tenant', 'strict-tenant'].map((tenant) => ({ tenant, allowedActions }));
  await rekey.world.storeApplication(ownAccessToken, { tenantPermissions });
});
afterAll(() => rekey.stop());

const spend = async (product: Product, token: string, password = phrase) => (await product.spend(rekey, token, password)).status;

async function openSession(person: Person): Promise<string> {
  return cookieOf(await rekey.send(trafficOpsProduct.bringToken(await rekey.world.token(person))));
}

describe.each(redeemers.map(titled))('%s', (_, product) => {
  const { realm } = product;

  test.each(products.filter((other) => other.realm !== realm).map(titled))(
    'K6 a token of %s is refused like any other bad token',
    async (_realm, other) => {
      const person = await newPerson(rekey, other);
      const token = await rekey.world.token(person);
      expect(await spend(product, token)).toBe(product.refusal);
      expect(await spend(other, token)).toBe(200);
    },
  );

  test('K6 a token of a deleted account is refused and does not bring the account back', async () => {
    const person = await newPerson(rekey, product);
    const token = await rekey.world.token(person);
    await rekey.world.removeAccount(person);
    expect(await spend(product, token)).toBe(product.refusal);
    await expect(rekey.world.account(person)).rejects.toThrow('no account');
  });

  test('E5 every kind of bad token gets the same status, the same body and the same headers', async () => {
    const person = await newPerson(rekey, product);
    const spent = await rekey.world.token(person);
    const superseded = await rekey.world.token(person);
    expect(await spend(product, spent)).toBe(200);
    const expired = await rekey.world.token(person, { expiresAt: rekey.clock.now });
    const gone = await newPerson(rekey, product);
    const ofNobody = await rekey.world.token(gone);
    await rekey.world.removeAccount(gone);
    const elsewhere = await rekey.world.token(
      await newPerson(rekey, realm === 'crafter-studio' ? trafficOpsProduct : crafterStudio),
    );
    const bad = [
      spent,
      superseded,
      expired,
      ofNobody,
      elsewhere,
      'A'.repeat(43),
      'A'.repeat(42),
      'undefined',
      'null',
      '%00',
      '../..',
    ];
    bad.push(await rekey.world.token(await newPerson(rekey, product, { externallyManaged: true })));
    bad.push(await rekey.world.token(await newPerson(rekey, product), { tenant: 'another-tenant' }));
    bad.push(
      await rekey.world.token(
        await newPerson(rekey, product, realm === 'crafter-profile' ? { tenant: 'foreign-tenant' } : { enabled: false }),
      ),
    );
    const answers = await Promise.all(bad.map(async (token) => withoutToken(await rekey.send(product.bringToken(token)), token)));
    expect(new Set(answers).size).toBe(1);
    const refusals = await Promise.all(bad.map(async (token) => withoutToken(await product.spend(rekey, token, phrase), token)));
    expect(new Set(refusals).size).toBe(1);
    // Studio's own call sets the password, and has its own words.
    expect(product === studioOwners || refusals[0] === answers[0]).toBe(true);
    expect([answers[0], refusals[0]].map((answer = '{}') => JSON.parse(answer).status)).toEqual(Array(2).fill(product.refusal));
  });

  test('K8 a token is refused if one bit is changed, or if it is cut, lengthened, in another letter case or encoded twice', async () => {
    const person = await newPerson(rekey, product);
    const token = await rekey.world.token(person);
    const altered = [
      ...oneBitAway(token).filter((_other, index) => product === crafterStudio || index % 13 === 0),
      ...[1, 20, 42].map((length) => token.slice(0, length)),
      token.slice(1),
      ...['A', '=', '\n', '\r\n', ' ', '\0', '%00', '/'].flatMap((more) => [token + more, more + token]),
      token.toLowerCase(),
      token.toUpperCase(),
      token.replaceAll(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      encodeURIComponent(`${token}\n`),
      Buffer.from(token).toString('base64url'),
      Buffer.from(token, 'base64url').toString('hex'),
      Buffer.from(token, 'base64url').toString('base64'),
      `${token},${token}`,
      token.repeat(300),
    ].filter((other) => other !== token);
    for (const other of altered) {
      expect((await rekey.send(product.bringToken(other))).status).toBe(product.refusal);
    }
    const { status } = await rekey.send(product.bringToken('A'.repeat(1_000_000)));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await spend(product, token)).toBe(200);
  });

  test('K7 text that is not a token is refused without a read of the tokens or the accounts', async () => {
    const nothings = [
      undefined,
      null,
      '',
      ' ',
      '\t',
      'undefined',
      'null',
      43,
      true,
      false,
      [],
      Array(2).fill('A'.repeat(43)),
      {},
    ];
    const spending = (token: unknown) => [
      ...(product === crafterStudio ? [studio.setPassword({ token, new: phrase }).request] : []),
      ...(product === profileOwners ? [callOfPage('crafter-profile/set-password', { token, password: phrase })] : []),
    ];
    const objects = [{ $gt: '' }, { S: 'A'.repeat(43) }, { token: 'A'.repeat(43) }, { length: 43 }];
    for (const nothing of [...nothings, ...objects]) {
      rekey.touched();
      for (const request of [product.bringToken(nothing), ...spending(nothing)]) {
        const { status } = await rekey.send(request);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
      expect(rekey.touched().filter(({ table }) => ['resetTokens', 'accounts'].includes(table))).toEqual([]);
    }
  });
});

const closings = [{ enabled: false }, { externallyManaged: true }] as const;

test.each([
  [crafterProfile.realm, crafterProfile, closings.slice(1)],
  ['crafter-profile, by the page', profileOwners, closings.slice(1)],
  [crafterStudio.realm, crafterStudio, closings],
  [trafficOpsProduct.realm, trafficOpsProduct, closings],
] as const)(
  'K6 a token of a closed account is refused, even if the account was closed without a new stamp: %s',
  async (_, product, changes) => {
    for (const change of changes) {
      const person = await newPerson(rekey, product);
      const token = await rekey.world.token(person);
      const cookie = product === trafficOpsProduct ? await openSession(person) : '';
      await rekey.world.editAccount(person, change);
      const before = await stateOf(rekey, person);
      expect(await spend(product, token)).toBe(product.refusal);
      if (cookie !== '') {
        expect((await rekey.send(putWith(cookie, { localPasswd: phrase }))).status).toBe(401);
      }
      expect(await stateOf(rekey, person)).toEqual(before);
    }
  },
);

test('K6 an externally managed profile gets neither a mail nor a new password', async () => {
  const person = await newPerson(rekey, crafterProfile, { externallyManaged: true });
  const token = await rekey.world.token(person);
  const before = await stateOf(rekey, person);
  expect((await rekey.send(crafterProfile.ask(person))).status).toBe(200);
  await rekey.deliver();
  expect(rekey.letters().filter(({ to }) => to.includes(person.email))).toEqual([]);
  expect(await spend(crafterProfile, token)).toBe(404);
  expect(await stateOf(rekey, person)).toEqual(before);
});

test('K6 if a profile moved to another tenant, its token is refused to the applications of both tenants, and to its owner', async () => {
  const person = await newPerson(rekey, crafterProfile, { tenant: 'sample-tenant' });
  const token = await rekey.world.token(person);
  await rekey.world.editAccount(person, { tenant: 'strict-tenant' });
  const before = await stateOf(rekey, person);
  expect(await spend(crafterProfile, token)).toBe(404);
  expect(await spend(profileOwners, token)).toBe(401);
  expect(await stateOf(rekey, person)).toEqual(before);
});

test('K6 a token of a tenant whose people do not ask for themselves is refused by the page, and its application can still use it', async () => {
  const person = await newPerson(rekey, crafterProfile, { tenant: 'foreign-tenant' });
  const token = await rekey.world.token(person);
  const before = await stateOf(rekey, person);
  const answers = [profileOwners.bringToken(token), profileOwners.bringToken('A'.repeat(43))].map((call) => rekey.send(call));
  const [ofOther, ofNobody] = await Promise.all(answers);
  expect(ofOther).toEqual(ofNobody);
  expect(await spend(profileOwners, token)).toBe(401);
  expect(await stateOf(rekey, person)).toEqual(before);
  await rekey.world.storeApplication('a third access token', {});
  const change = crafterProfile.bringToken(token);
  expect((await rekey.send({ ...change, body: `${change.body}`.replace(ownAccessToken, 'a third access token') })).status).toBe(
    200,
  );
});

test('K6 a disabled profile can change its password, and stays disabled', async () => {
  const person = await newPerson(rekey, crafterProfile, { enabled: false });
  for (const product of [crafterProfile, profileOwners]) {
    expect(await spend(product, await rekey.world.token(person))).toBe(200);
    expect((await rekey.world.account(person)).enabled).toBe(false);
  }
});

test('K6 A1 a token is refused to an application that may not manage its tenant, and stays good for an application that may', async () => {
  const person = await newPerson(rekey, crafterProfile, { tenant: 'foreign-tenant' });
  const token = await rekey.world.token(person);
  const before = await stateOf(rekey, person);
  expect(await spend(crafterProfile, token)).toBe(404);
  expect(await stateOf(rekey, person)).toEqual(before);
  await rekey.world.storeApplication('another access token', {});
  const change = crafterProfile.bringToken(token);
  const body = `${change.body}`.replace(ownAccessToken, 'another access token');
  expect((await rekey.send({ ...change, body })).status).toBe(200);
});

/** The answer as text, with a placeholder instead of the token. */
function withoutToken(answer: GoldenResponse, token: string): string {
  return JSON.stringify({ ...answer, body: answer.body.replace(JSON.stringify(token).slice(1, -1), '<token>') });
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The token with each of the 258 bits of its characters changed in turn, including the two bits that mean nothing. */
function oneBitAway(token: string): string[] {
  return [...token].flatMap((letter, position) =>
    Array.from({ length: 6 }, (_, bit) => {
      const other = alphabet[alphabet.indexOf(letter) ^ (1 << bit)] ?? '';
      return token.slice(0, position) + other + token.slice(position + 1);
    }),
  );
}
