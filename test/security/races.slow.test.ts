// It takes seconds because it redeems a token 32 times in parallel, in twenty rounds, and tries every change of an account during a redemption.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import { setPasswordAsAdministrator } from '#lib/reset/administer-reset.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { redeemTokenForApplication } from '#lib/reset/redeem-token.ts';
import { setOwnPassword } from '#lib/reset/set-own-password.ts';
import {
  cookieOf,
  crafterStudio,
  hasPassword,
  newPerson,
  type Person,
  type Product,
  phrase,
  products,
  profileOwners,
  putWith,
  stateOf,
  titled,
  trafficOpsProduct,
} from './products.ts';
import { startWiredRekey, type WiredRekey } from './wired-rekey.ts';

const rounds = Number(process.env.ROUNDS ?? 20);
const parallel = 32;

let rekey: WiredRekey;
beforeAll(async () => {
  rekey = await startWiredRekey();
});
afterAll(() => rekey.stop());
beforeEach(() => {
  rekey.database.fault = () => undefined;
});

const passwords = Array.from({ length: parallel }, (_, index) => `pass phrase number ${index}`);
const rules = { policies: {}, isCommon: async () => false, isBreached: async () => false, serviceNames: [] };

/** Prepares ways to set the password with a token. The calls differ only in the password. */
async function redemptions(
  product: Product,
  tokens: readonly string[],
): Promise<(password: string, index: number) => Promise<number>> {
  if (product !== trafficOpsProduct) {
    return async (password, index) => (await product.spend(rekey, tokens[index % tokens.length] ?? '', password)).status;
  }
  const logins = await Promise.all(tokens.map((token) => rekey.send(product.bringToken(token))));
  const cookies = logins.map(cookieOf);
  return async (password, index) =>
    (await rekey.send(putWith(cookies[index % cookies.length] ?? '', { localPasswd: password }))).status;
}

async function expectOneWinner(product: Product, person: Person, statuses: readonly number[]): Promise<void> {
  const winner = statuses.indexOf(200);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === product.refusal)).toHaveLength(statuses.length - 1);
  expect(await hasPassword(rekey, person, passwords[winner] ?? '')).toBe(true);
  await expectOneNotice(person);
}

async function expectOneNotice({ email }: Person): Promise<void> {
  expect(await rekey.deliver()).toBe(0);
  expect(rekey.letters().map(({ to, subject }) => [to, subject])).toEqual([[[email], 'Your password was changed']]);
}

/** Like the ways above, but only through the rules, with a hash that costs nothing. */
async function cheapRedemptions({ realm }: Product, person: Person): Promise<(password: string) => Promise<number>> {
  const { settings } = rekey.world;
  let hashed = 0;
  const hashPassword = async (password: string) => `${++hashed} ${password}`;
  const ports = { accounts: dynamoAccounts(settings, { hashPassword }), resetTokens: dynamoResetTokens(settings) };
  const token = await rekey.world.token(person);
  const account = await rekey.world.account(person);
  const { now } = rekey.clock;
  const redemption = {
    realm,
    token,
    mustBeEnabled: realm !== 'crafter-profile',
    rules,
    admission: Promise.resolve(null),
    languages: '',
    now,
  };
  const redeem = (newPassword: string) =>
    realm === 'traffic-ops'
      ? setOwnPassword(ports, { account, password: newPassword, details: {}, languages: '', now })
      : redeemTokenForApplication(ports, { ...redemption, newPassword });
  return (password) =>
    redeem(password).then(
      () => 200,
      (error) => (error instanceof ResetError && error.code === 'token-refused' ? 401 : 500),
    );
}

test(
  `K2 ${parallel} parallel redemptions of one token, ${rounds} times: one succeeds, its password is stored, and one notice goes out`,
  async () => {
    for (let round = 0; round < rounds; round++) {
      const product = products[round % products.length] ?? crafterStudio;
      const person = await newPerson(rekey, product);
      const statuses = await Promise.all(passwords.map(await cheapRedemptions(product, person)));
      expect(statuses.toSorted()).toEqual([200, ...Array(parallel - 1).fill(401)]);
      const hash = await rekey.world.passwordHash(person);
      expect(hash.replace(/^\d+ /, '')).toBe(passwords[statuses.indexOf(200)]);
      await expectOneNotice(person);
    }
  },
  rounds * 3_000,
);

describe.each([...products, profileOwners].map(titled))('%s', (_, product) => {
  test('K2 K12 only one of several parallel redemptions of different links succeeds', async () => {
    const person = await newPerson(rekey, product);
    const tokens = await Promise.all(Array.from({ length: 4 }, () => rekey.world.token(person)));
    const redeem = await redemptions(product, tokens);
    await expectOneWinner(product, person, await Promise.all(passwords.map(redeem)));
  });

  test('K2 F1 only one of several parallel redemptions succeeds and hears so, even if all first answers are lost', async () => {
    const person = await newPerson(rekey, product);
    const redeem = await redemptions(product, [await rekey.world.token(person)]);
    const writes = new Set<string>();
    rekey.database.fault = ({ operation, body }) => {
      const isFirst = operation === 'UpdateItem' && body.includes('RekeyAccounts') && !writes.has(body);
      writes.add(body);
      return isFirst ? 'answer-lost' : undefined;
    };
    const statuses = await Promise.all(passwords.slice(0, 8).map(redeem));
    rekey.database.fault = () => undefined;
    await expectOneWinner(product, person, statuses);
  });
});

/** What another person does to the account while the new password is hashed, between the read of the token and the write. */
const changesInBetween: readonly (readonly [string, (person: Person) => Promise<unknown>])[] = [
  ['disabled', (person) => store(person, { enabled: false })],
  ['made externally managed', (person) => store(person, { externallyManaged: true })],
  ['given another address', (person) => store(person, { email: 'somebody.else@example.com' })],
  ['moved to another tenant', (person) => store(person, { tenant: 'another-tenant' })],
  ['moved to another tenant by hand, under the same stamp', (person) => rekey.world.editAccount(person, { tenant: 'b-tenant' })],
  ['deleted', (person) => remove(person)],
  ['deleted and imported again', (person) => remove(person).then(() => store(person))],
  ['given a password by another reset', (person) => resetElsewhere(person)],
];

const store = (person: Person, change: Partial<NewAccount> = {}) => rekey.world.storeAccount({ ...person, ...change });

const remove = (person: Person) => rekey.world.removeAccount(person);

async function resetElsewhere(person: Person): Promise<void> {
  const product = products.find(({ realm }) => realm === person.realm) ?? crafterStudio;
  const redeem = await redemptions(product, [await rekey.world.token(person)]);
  expect(await redeem('the other pass phrase', 0)).toBe(200);
}

/** The account, or the fact that it does not exist. */
const leftBehind = (person: Person) => stateOf(rekey, person).catch(() => 'gone');

describe.each(changesInBetween)('an account that is %s between the read and the write', (what, change) => {
  const portsWith = (person: Person) => {
    let after: unknown;
    const hashPassword = async () => {
      if (after === undefined) {
        await change(person);
        after = await leftBehind(person);
      }
      return 'the hash of a loser';
    };
    const { settings } = rekey.world;
    const ports = { accounts: dynamoAccounts(settings, { hashPassword }), resetTokens: dynamoResetTokens(settings) };
    return { ports, expectLeftAlone: async () => expect(await leftBehind(person)).toEqual(after) };
  };

  test.each(products.map((product) => [product.realm, product] as const))(
    'K2 K3 refuses the token: %s',
    async (realm, product) => {
      const person = await newPerson(rekey, product);
      const { ports, expectLeftAlone } = portsWith(person);
      const token = await rekey.world.token(person);
      const mustBeEnabled = realm !== 'crafter-profile';
      const redemption = {
        realm,
        token,
        newPassword: phrase,
        mustBeEnabled,
        rules,
        admission: Promise.resolve(null),
        languages: '',
        now: rekey.clock.now,
      };
      await expect(redeemTokenForApplication(ports, redemption)).rejects.toMatchObject({ code: 'token-refused' });
      await expectLeftAlone();
    },
  );

  test('K2 K3 ends the session', async () => {
    const person = await newPerson(rekey, trafficOpsProduct);
    const { ports, expectLeftAlone } = portsWith(person);
    const account = await rekey.world.account(person);
    const set = setOwnPassword(ports, { account, password: phrase, details: {}, languages: '', now: rekey.clock.now });
    await expect(set).rejects.toThrow(ResetError);
    await expectLeftAlone();
  });

  test('K2 K3 is checked again for an administrator', async () => {
    const person = await newPerson(rekey, crafterStudio);
    const { ports, expectLeftAlone } = portsWith(person);
    const set = setPasswordAsAdministrator(ports, { account: person, newPassword: phrase, rules, now: rekey.clock.now });
    const refusals: { [what: string]: string } = {
      'made externally managed': 'account-externally-managed',
      deleted: 'account-not-found',
    };
    const refusal = refusals[what];
    if (refusal === undefined) {
      await set;
      expect(await rekey.world.passwordHash(person)).toBe('the hash of a loser');
    } else {
      await expect(set).rejects.toMatchObject({ code: refusal });
      await expectLeftAlone();
    }
  });
});
