import { expect, test } from '@jest/globals';
import { ResetError } from '#lib/reset/errors.ts';
import type { Account, Stamped } from '#lib/reset/ports.ts';
import { redeemToken, redeemTokenForApplication } from '#lib/reset/redeem-token.ts';
import { setOwnPassword } from '#lib/reset/set-own-password.ts';
import { sha256 } from '#lib/reset/token.ts';
import { accountOf } from './account-of.ts';
import { memoryDesk, now, refusal } from './memory-desk.ts';
import { sampleApplication } from './memory-mailroom.ts';

const rules = {
  policies: {},
  isCommon: async (password: string) => password === 'common password',
  isBreached: async () => false,
  serviceNames: [],
};
const base = {
  realm: 'crafter-studio',
  newPassword: 'a pass phrase',
  mustBeEnabled: true,
  caller: { address: '192.0.2.1', site: null, requestsPerFiveMinutes: 60, applicationRequestsPerFiveMinutes: 1200, now },
  asksServer: false,
  rules,
  languages: 'de',
  now,
} as const;

test('a good token sets the password under its stamp and tenant, after a read of the account', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf();
  const account = await redeemToken(desk.ports, { ...base, token });
  expect(account).toMatchObject({ id: 'jane.doe', credentialStamp: 'after a pass phrase' });
  expect(desk.steps).toEqual([
    'token',
    `count link#${sha256('stamp of jane.doe')} to 60 at ${now}`,
    'account crafter-studio jane.doe',
    'password of crafter-studio jane.doe',
  ]);
  expect(desk.changes).toEqual([
    {
      password: 'a pass phrase',
      credentialStamp: 'stamp of jane.doe',
      tenant: null,
      tokenHash: sha256(token),
      mustBeEnabled: true,
      languages: 'de',
      now,
    },
  ]);
});

test.each([
  ['its password is not hashed', false, ['account crafter-studio jane.doe']],
  ['the product’s own server is not asked', true, []],
])('F7 if the uses of an account’s links are used up, %s', async (_, asksServer, looks) => {
  const desk = memoryDesk();
  const key = `link#${sha256('stamp of jane.doe')}`;
  desk.over[key] = 30;
  await expect(redeemToken(desk.ports, { ...base, asksServer, token: desk.tokenOf() })).rejects.toEqual(
    refusal('too-many-requests', { retryAfterSeconds: 30 }),
  );
  expect(desk.steps).toEqual(['token', `count ${key} to 60 at ${now}`, ...looks]);
});

test('S1 a token sets the password of an account that an import moved to its canonical id since', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf(accountOf({ id: 'Jane.Doe' }));
  // `Accounts` finds an account by any id with the same canonical id, and tells the id that it has now.
  const findRedeemable = (stamped: Stamped, check: { mustBeEnabled: boolean; now: number }) =>
    desk.ports.accounts.findRedeemable({ ...stamped, accountId: 'jane.doe' }, check);
  const ports = { ...desk.ports, accounts: { ...desk.ports.accounts, findRedeemable } };
  expect(await redeemToken(ports, { ...base, token })).toMatchObject({ id: 'jane.doe' });
  expect(desk.steps.at(-1)).toBe('password of crafter-studio jane.doe');
});

test('K2 the second redemption is refused', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf();
  await redeemToken(desk.ports, { ...base, token });
  await expect(redeemToken(desk.ports, { ...base, token })).rejects.toEqual(refusal('token-refused', { given: token }));
});

test.each<[string, Account[]]>([
  ['a deleted account', []],
  ['a disabled account', [accountOf({ enabled: false })]],
  ['an externally managed account', [accountOf({ externallyManaged: true })]],
  ['an account that moved to another tenant', [accountOf({ tenant: 'another' })]],
  ['an account that has changed since then', [accountOf({ credentialStamp: 'another' })]],
])('K6 (E5) the token of %s is refused before a password is hashed', async (_, accounts) => {
  const desk = memoryDesk({ accounts });
  const token = desk.tokenOf();
  await expect(redeemToken(desk.ports, { ...base, token })).rejects.toEqual(refusal('token-refused', { given: token }));
  expect(desk.steps).toContain('account crafter-studio jane.doe');
  expect(desk.changes).toEqual([]);
});

test('K6 an application cannot redeem a token of a profile that has left its tenants', async () => {
  const minted = accountOf({ realm: 'crafter-profile', tenant: 'sample-tenant' });
  const desk = memoryDesk({ accounts: [{ ...minted, tenant: 'other-tenant' }] });
  const token = desk.tokenOf(minted);
  const admission = Promise.resolve(sampleApplication);
  const outcome = redeemTokenForApplication(desk.ports, { ...base, realm: 'crafter-profile', token, admission });
  await expect(outcome).rejects.toEqual(refusal('token-refused', { given: token }));
  expect(desk.changes).toEqual([]);
});

test('a disabled account can change its password if the product allows it', async () => {
  const desk = memoryDesk({ accounts: [accountOf({ enabled: false })] });
  expect(await redeemToken(desk.ports, { ...base, mustBeEnabled: false, token: desk.tokenOf() })).toMatchObject({
    enabled: false,
  });
});

test('K5 a refused password leaves the token good, and writes nothing', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf();
  for (const [newPassword, fault] of [
    ['short', 'too-short'],
    ['common password', 'too-common'],
    ['jane.doe', 'is-username'],
    ['jane.doe@example.com', 'is-address'],
  ] as const) {
    const refused = redeemToken(desk.ports, { ...base, token, newPassword });
    await expect(refused).rejects.toEqual(refusal('password-refused', expect.objectContaining({ fault })));
  }
  expect(desk.changes).toEqual([]);
  expect(await redeemToken(desk.ports, { ...base, token })).toMatchObject({ id: 'jane.doe' });
});

test('a bad token is refused before the password is checked', async () => {
  const desk = memoryDesk();
  await expect(redeemToken(desk.ports, { ...base, token: 'x', newPassword: '' })).rejects.toEqual(
    refusal('token-refused', { given: 'x' }),
  );
});

test('F7 a good link whose account had its uses sets no password, and a bad one gets the refusal of every bad link', async () => {
  const desk = memoryDesk();
  desk.over[`link#${sha256('stamp of jane.doe')}`] = 7;
  const token = desk.tokenOf();
  const refused = redeemToken(desk.ports, { ...base, token });
  await expect(refused).rejects.toEqual(refusal('too-many-requests', { retryAfterSeconds: 7 }));
  expect(desk.changes).toEqual([]);
  desk.accounts.clear();
  await expect(redeemToken(desk.ports, { ...base, token })).rejects.toEqual(refusal('token-refused', { given: token }));
});

test('a good link sets the password although its address has used up both budgets', async () => {
  const desk = memoryDesk();
  Object.assign(desk.over, { 'redeeming#192.0.2.1': 9, 'address#192.0.2.1': 9 });
  expect(await redeemToken(desk.ports, { ...base, token: desk.tokenOf() })).toMatchObject({ id: 'jane.doe' });
  await expect(redeemToken(desk.ports, { ...base, token: 'x' })).rejects.toEqual(
    refusal('too-many-requests', { retryAfterSeconds: 9 }),
  );
});

test('an application that is not admitted changes nothing', async () => {
  const desk = memoryDesk();
  const tooMany = new ResetError('too-many-requests', { retryAfterSeconds: 1 });
  const asked = { ...base, token: desk.tokenOf(), admission: Promise.reject(tooMany) };
  await expect(redeemTokenForApplication(desk.ports, asked)).rejects.toBe(tooMany);
  expect(desk.changes).toEqual([]);
});

test.each([
  ['an application redeems a token of a tenant that it may manage', 'sample-tenant', true],
  ['K6 an application cannot redeem a token of another tenant', 'other-tenant', false],
  ['K6 an application cannot redeem a token without a tenant', null, false],
])('%s', async (_, tenant, isRedeemed) => {
  const account = accountOf({ realm: 'crafter-profile', tenant });
  const desk = memoryDesk({ accounts: [account] });
  const token = desk.tokenOf(account);
  const admission = Promise.resolve(sampleApplication);
  const outcome = redeemTokenForApplication(desk.ports, { ...base, realm: 'crafter-profile', token, admission });
  if (isRedeemed) {
    await expect(outcome).resolves.toMatchObject({ tenant });
  } else {
    await expect(outcome).rejects.toEqual(refusal('token-refused', { given: token }));
  }
  expect(desk.changes).toHaveLength(isRedeemed ? 1 : 0);
});

test('a session of an open account sets the account’s password and details under its stamp and tenant', async () => {
  const desk = memoryDesk();
  const change = { account: accountOf(), password: 'a pass phrase', details: { city: 'Bern' }, languages: 'de', now };
  expect(await setOwnPassword(desk.ports, change)).toMatchObject({ credentialStamp: 'after a pass phrase' });
  const { account: _, ...written } = change;
  expect(desk.changes).toEqual([{ ...written, credentialStamp: 'stamp of jane.doe', tenant: null, mustBeEnabled: true }]);
  await expect(setOwnPassword(desk.ports, change)).rejects.toEqual(refusal('token-refused', { given: '' }));
});

test.each<[string, Account[], boolean]>([
  ['a superseded token', [accountOf({ credentialStamp: 'another' })], true],
  ['the token of a deleted account', [], true],
  ['the token of a disabled account', [accountOf({ enabled: false })], true],
])('E5 the holder of %s learns nothing about a password', async (_, accounts, mustBeEnabled) => {
  const desk = memoryDesk({ accounts });
  const token = desk.tokenOf();
  const refused = redeemToken(desk.ports, { ...base, mustBeEnabled, token, newPassword: 'short' });
  await expect(refused).rejects.toEqual(refusal('token-refused', { given: token }));
});

test('a disabled account that may change its password is told what is wrong with the new one', async () => {
  const desk = memoryDesk({ accounts: [accountOf({ enabled: false })] });
  const refused = redeemToken(desk.ports, { ...base, mustBeEnabled: false, token: desk.tokenOf(), newPassword: 'short' });
  await expect(refused).rejects.toMatchObject({ code: 'password-refused' });
});

test('K6 a token of another tenant sets no password where only some tenants count, and costs no read and no hash', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf(accountOf({ tenant: 'other-tenant' }));
  await expect(redeemToken(desk.ports, { ...base, tenants: ['sample-tenant'], token })).rejects.toEqual(
    refusal('token-refused', { given: token }),
  );
  expect(desk.changes).toEqual([]);
  expect(desk.steps).toEqual(['token', `count redeeming#192.0.2.1 to 60 at ${now}`]);
});
