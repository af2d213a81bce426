import { describe, expect, test } from '@jest/globals';
import { isOpen } from '#lib/reset/account.ts';
import { besideAdmission } from '#lib/reset/beside-admission.ts';
import { checkLink, checkToken } from '#lib/reset/check-token.ts';
import { ResetError } from '#lib/reset/errors.ts';
import type { Account, ResetToken } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import { accountOf } from './account-of.ts';
import { memoryDesk, now, refusal } from './memory-desk.ts';

const caller = { address: '192.0.2.1', site: null, requestsPerFiveMinutes: 60, applicationRequestsPerFiveMinutes: 1200, now };
const use = { caller, asksServer: false };
const realm = 'crafter-studio';
const countedUse = `count link#${sha256('stamp of jane.doe')} to 60 at ${now}`;
const countedRefusal = `count redeeming#192.0.2.1 to 60 at ${now}`;

test('a good token of an open account is accepted, and its account is read once', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf();
  const checked = await checkToken(desk.ports, { realm, token, now, ...use });
  expect(checked).toMatchObject({ account: accountOf(), token: { accountId: 'jane.doe' } });
  expect(desk.steps).toEqual(['token', 'account crafter-studio jane.doe']);
});

test.each<[string, Partial<ResetToken>]>([
  ['K1 a token at its expiry', { expiresAt: now }],
  ['K1 a token after its expiry', { expiresAt: now - 1 }],
  ['K6 a token of another realm', { realm: 'traffic-ops' }],
])('%s is refused, and no account is read', async (_, differences) => {
  const desk = memoryDesk();
  const token = desk.tokenOf(accountOf(), differences);
  await expect(checkToken(desk.ports, { realm, token, now, ...use })).rejects.toEqual(refusal('token-refused', { given: token }));
  expect(desk.steps).toEqual(['token', countedRefusal]);
});

test.each<[string, Account[]]>([
  ['K6 a token of a deleted account', []],
  ['K6 a token of a disabled account', [accountOf({ enabled: false })]],
  ['K6 a token of an externally managed account', [accountOf({ externallyManaged: true })]],
  ['K6 a token of an account that moved to another tenant', [accountOf({ tenant: 'other-tenant' })]],
  ['K3 a token of an account that has changed since then', [accountOf({ credentialStamp: 'another stamp' })]],
])('%s is refused', async (_, accounts) => {
  const desk = memoryDesk({ accounts });
  const token = desk.tokenOf();
  await expect(checkToken(desk.ports, { realm, token, now, ...use })).rejects.toEqual(refusal('token-refused', { given: token }));
});

test('K14 a token is refused from the moment at which its realm was revoked, and a later one is good', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf(accountOf(), { requestedAt: now - 5 });
  desk.revoked[realm] = now - 5;
  await expect(checkToken(desk.ports, { realm, token, now, ...use })).resolves.toMatchObject({ account: accountOf() });
  desk.revoked[realm] = now - 4;
  await expect(checkToken(desk.ports, { realm, token, now, ...use })).rejects.toEqual(refusal('token-refused', { given: token }));
});

test('K14 the fence of one realm leaves the links of another', async () => {
  const desk = memoryDesk();
  desk.revoked['traffic-ops'] = now + 1;
  await expect(checkToken(desk.ports, { realm, token: desk.tokenOf(), now, ...use })).resolves.toMatchObject({
    token: { realm },
  });
});

describe('an address that has used up its budget', () => {
  const tooMany = refusal('too-many-requests', { retryAfterSeconds: 9 });

  test('still gets in with a good link', async () => {
    const desk = memoryDesk();
    desk.over['redeeming#192.0.2.1'] = 9;
    desk.over['address#192.0.2.1'] = 9;
    await expect(checkToken(desk.ports, { realm, token: desk.tokenOf(), now, ...use })).resolves.toMatchObject({
      token: { realm },
    });
  });

  test.each<[string, Partial<ResetToken>]>([
    ['an expired link', { expiresAt: now }],
    ['a link of a changed account', { credentialStamp: 'another' }],
  ])('F7 E5 gets the answer to too many requests for %s, as for an unknown one', async (_, differences) => {
    const desk = memoryDesk();
    const token = desk.tokenOf(accountOf(), differences);
    desk.over['redeeming#192.0.2.1'] = 9;
    await expect(checkToken(desk.ports, { realm, token, now, ...use })).rejects.toEqual(tooMany);
    await expect(checkToken(desk.ports, { realm, token: 'x', now, ...use })).rejects.toEqual(tooMany);
  });
});

test('F7 the uses of one account’s links have a limit, and a product’s own server is not asked above it', async () => {
  const desk = memoryDesk();
  desk.over[countedUse.split(' ')[1] ?? ''] = 7;
  const refused = checkToken(desk.ports, { realm, token: desk.tokenOf(), now, ...use, asksServer: true });
  await expect(refused).rejects.toEqual(refusal('too-many-requests', { retryAfterSeconds: 7 }));
  expect(desk.steps).toEqual(['token', countedUse]);
});

test('K7 text that is not a token is refused without a read', async () => {
  const desk = memoryDesk();
  await expect(checkToken(desk.ports, { realm, token: 'x', now, ...use })).rejects.toEqual(
    refusal('token-refused', { given: 'x' }),
  );
  expect(desk.steps).toEqual([countedRefusal]);
});

describe('a look-up beside an admission', () => {
  const tooMany = new ResetError('too-many-requests', { retryAfterSeconds: 7 });
  const gone = new ResetError('account-not-found', { identifier: 'x' });

  test('gives both results', async () => {
    expect(await besideAdmission(Promise.resolve(1), Promise.resolve(2))).toEqual([1, 2]);
  });

  test('E4 answers with the admission’s refusal, whatever the look-up says', async () => {
    await expect(besideAdmission(Promise.reject(gone), Promise.reject(tooMany))).rejects.toBe(tooMany);
    await expect(besideAdmission(Promise.resolve(1), Promise.reject(tooMany))).rejects.toBe(tooMany);
  });

  test('that failed earlier is not an unhandled rejection, and its error is the answer after the admission', async () => {
    const admitted = new Promise((resolve) => setTimeout(resolve, 20));
    await expect(besideAdmission(Promise.reject(gone), admitted)).rejects.toBe(gone);
  });
});

test.each([
  [true, false, true, true],
  [false, false, false, true],
  [true, true, false, false],
  [false, true, false, false],
])('an account that is enabled: %s, externally managed: %s, is open: %s, and %s if it may be disabled', (...row) => {
  const [enabled, externallyManaged, open, openIfDisabled] = row;
  const account = accountOf({ enabled, externallyManaged });
  expect(isOpen(account, { mustBeEnabled: true })).toBe(open);
  expect(isOpen(account, { mustBeEnabled: false })).toBe(openIfDisabled);
});

describe('the check of a link', () => {
  const check = (desk: ReturnType<typeof memoryDesk>, more: { token: string; tenants?: string[]; asksServer?: boolean }) =>
    checkLink(desk.ports, { realm, now, mustBeEnabled: true, ...use, ...more });

  test('K11 says whose link it is, as the token remembers it, and spends nothing', async () => {
    const desk = memoryDesk();
    const token = desk.tokenOf(accountOf(), { username: 'jane.doe as mailed' });
    await expect(check(desk, { token })).resolves.toBe('jane.doe as mailed');
    await expect(check(desk, { token })).resolves.toBe('jane.doe as mailed');
    expect(desk.changes).toEqual([]);
  });

  test('F7 counts as a use of the account’s links before it asks the product’s own server', async () => {
    const desk = memoryDesk();
    await check(desk, { token: desk.tokenOf(), asksServer: true });
    expect(desk.steps).toEqual(['token', countedUse, 'account crafter-studio jane.doe']);
  });

  test.each<[string, Partial<Account>]>([
    ['K6 of a disabled account', { enabled: false }],
    ['K3 of an account that has changed since then', { credentialStamp: 'another stamp' }],
    ['K6 of an account that moved to another tenant', { tenant: 'other-tenant' }],
  ])('refuses a link %s, and counts that against the address', async (_, differences) => {
    const desk = memoryDesk({ accounts: [accountOf(differences)] });
    const token = desk.tokenOf();
    await expect(check(desk, { token })).rejects.toEqual(refusal('token-refused', { given: token }));
    expect(desk.steps).toEqual(['token', 'account crafter-studio jane.doe', countedRefusal]);
  });

  test.each([
    ['another tenant', 'other-tenant'],
    ['no tenant', null],
  ])('K6 a token of %s is refused where only some tenants count, and no account is read', async (_, tenant) => {
    const desk = memoryDesk();
    const token = desk.tokenOf(accountOf({ tenant }));
    await expect(check(desk, { token, tenants: ['sample-tenant'] })).rejects.toEqual(refusal('token-refused', { given: token }));
    expect(desk.steps).toEqual(['token', countedRefusal]);
  });
});
