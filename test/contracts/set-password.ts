import { describe, expect, test } from '@jest/globals';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { Account, PasswordChange } from '#lib/reset/ports.ts';
import type { AccountsBench } from './accounts-bench.ts';
import { sampleAccount } from './sample-account.ts';

const now = 1_700_000_000_000;

/** What every adapter of `accounts` must do when a password is set. */
export function setPasswordContract(bench: () => AccountsBench): void {
  const stored = async (differences: Partial<NewAccount> = {}): Promise<Account> => {
    const account = sampleAccount(differences);
    await bench().store(account);
    return found(account);
  };
  const found = async (reference: Pick<Account, 'realm' | 'id'>): Promise<Account> => {
    const account = await bench().accounts.find(reference);
    if (!account) {
      throw new Error('The account was not found');
    }
    return account;
  };
  const change = ({ credentialStamp, tenant }: Account, differences: Partial<PasswordChange> = {}): PasswordChange => {
    return { password: 'a new password', credentialStamp, tenant, mustBeEnabled: true, now, ...differences };
  };
  const set = (account: Account, differences?: Partial<PasswordChange>) =>
    bench().accounts.setPassword(account, change(account, differences));

  describe('Setting a password', () => {
    test('stores the password, a new stamp, the time and that a notice is due, and returns the account', async () => {
      const before = await stored();
      const outcome = await set(before);
      const after = await found(before);
      expect(outcome).toEqual({ outcome: 'set', account: after });
      expect(after).toEqual({
        ...before,
        credentialStamp: after.credentialStamp,
        lastModified: now,
        noticeDue: now,
        hasPassword: true,
      });
      expect(after.credentialStamp).not.toBe(before.credentialStamp);
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(true);
    });

    test('stores the languages of the notice, and none of an earlier change', async () => {
      const before = await stored();
      await set(before, { languages: 'ja, en;q=0.5' });
      await expect(bench().noticeLanguages(before)).resolves.toBe('ja, en;q=0.5');
      await set(await found(before), { now: now + 1 });
      await expect(bench().noticeLanguages(before)).resolves.toBe('');
    });

    test('K2 can be done once under one stamp; the second attempt writes nothing', async () => {
      const before = await stored();
      await set(before, { password: 'the first' });
      const between = await found(before);
      await expect(set(before, { password: 'the second', now: now + 1 })).resolves.toEqual({ outcome: 'stamp-changed' });
      await expect(found(before)).resolves.toEqual(between);
      await expect(bench().hasPassword(before, 'the first')).resolves.toBe(true);
    });

    test('K2 succeeds for only one of 32 callers at once, and stores that caller’s password', async () => {
      const before = await stored();
      const passwords = Array.from({ length: 32 }, (_, index) => `password ${index}`);
      const outcomes = await Promise.all(passwords.map(async (password) => ({ password, ...(await set(before, { password })) })));
      const winners = outcomes.filter(({ outcome }) => outcome === 'set');
      expect(winners).toHaveLength(1);
      expect(outcomes.filter(({ outcome }) => outcome === 'stamp-changed')).toHaveLength(31);
      await expect(bench().hasPassword(before, winners[0]?.password ?? '')).resolves.toBe(true);
    });

    test('K3 is refused if the account was deleted and created again since the read', async () => {
      const before = await stored();
      await bench().remove(before);
      await bench().store(before);
      await expect(set(before)).resolves.toEqual({ outcome: 'stamp-changed' });
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(false);
    });

    test('K6 does not bring a deleted account back', async () => {
      const before = await stored();
      await bench().remove(before);
      await expect(set(before)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
      await expect(set(before, { mustBeEnabled: false })).resolves.toEqual({ outcome: 'account-gone-or-closed' });
      await expect(bench().accounts.find(before)).resolves.toBeUndefined();
    });

    test('K6 is refused for a disabled account only if the account must be enabled', async () => {
      const before = await stored({ enabled: false });
      await expect(set(before)).resolves.toEqual({ outcome: 'account-gone-or-closed' });
      await expect(found(before)).resolves.toEqual(before);
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(false);
      await expect(set(before, { mustBeEnabled: false })).resolves.toMatchObject({ outcome: 'set' });
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(true);
      await expect(set(before, { mustBeEnabled: false })).resolves.toEqual({ outcome: 'stamp-changed' });
    });

    test.each([true, false])('K6 is refused for an externally managed account, with mustBeEnabled: %s', async (mustBeEnabled) => {
      const before = await stored({ externallyManaged: true });
      await expect(set(before, { mustBeEnabled })).resolves.toEqual({ outcome: 'account-gone-or-closed' });
      await expect(found(before)).resolves.toEqual(before);
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(false);
    });

    test.each([
      ['from a tenant to another', 'a-tenant', 'b-tenant'],
      ['into a tenant', 'a-tenant', null],
      ['out of its tenant', null, 'b-tenant'],
    ])('K6 is refused for an account that moved %s, even under its current stamp', async (_move, tenant, earlier) => {
      const before = await stored({ tenant });
      await expect(set(before, { tenant: earlier })).resolves.toEqual({ outcome: 'stamp-changed' });
      await expect(found(before)).resolves.toEqual(before);
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(false);
      await expect(set(before)).resolves.toMatchObject({ outcome: 'set' });
    });

    test('replaces the given details and no others in the same write', async () => {
      const before = await stored();
      const details = { 'a.b': { c: [1, null] }, count: true, roles: [] };
      await expect(set(before, { details })).resolves.toMatchObject({ outcome: 'set' });
      await expect(found(before)).resolves.toMatchObject({ details: { ...before.details, ...details } });
    });

    test('W4 touches no field of the account that a detail is named after', async () => {
      const before = await stored();
      await set(before, { details: { enabled: false, credentialStamp: 'chosen', passwordHash: 'chosen' } });
      const after = await found(before);
      expect(after.enabled).toBe(true);
      expect(after.credentialStamp).not.toBe('chosen');
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(true);
    });

    test('F1 is reported as set if only the answer was lost', async () => {
      const before = await stored();
      bench().loseNextAnswer();
      const outcome = await set(before);
      const after = await found(before);
      expect(after.credentialStamp).not.toBe(before.credentialStamp);
      expect(outcome).toEqual({ outcome: 'set', account: after });
      await expect(bench().hasPassword(before, 'a new password')).resolves.toBe(true);
    });

    test('F1 is not reported as set to a second call with the same password', async () => {
      const before = await stored();
      await set(before);
      await expect(set(before)).resolves.toEqual({ outcome: 'stamp-changed' });
    });
  });
}
