import { describe, expect, test } from '@jest/globals';
import { isOpen } from '#lib/reset/account.ts';
import { besideAdmission } from '#lib/reset/beside-admission.ts';
import { checkToken } from '#lib/reset/check-token.ts';
import { ResetError } from '#lib/reset/errors.ts';
import type { Account, ResetToken } from '#lib/reset/ports.ts';
import { accountOf } from './account-of.ts';
import { memoryDesk, now, refusal } from './memory-desk.ts';

const admission = Promise.resolve(null);
const realm = 'crafter-studio';

test('a good token of an open account is accepted, and its account is read once', async () => {
  const desk = memoryDesk();
  const token = desk.tokenOf();
  const checked = await checkToken(desk.ports, { realm, token, now, admission });
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
  await expect(checkToken(desk.ports, { realm, token, now, admission })).rejects.toEqual(
    refusal('token-refused', { given: token }),
  );
  expect(desk.steps).toEqual(['token']);
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
  await expect(checkToken(desk.ports, { realm, token, now, admission })).rejects.toEqual(
    refusal('token-refused', { given: token }),
  );
});

test('K7 text that is not a token is refused without a read', async () => {
  const desk = memoryDesk();
  await expect(checkToken(desk.ports, { realm, token: 'x', now, admission })).rejects.toEqual(
    refusal('token-refused', { given: 'x' }),
  );
  expect(desk.steps).toEqual([]);
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
