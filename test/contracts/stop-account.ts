import { describe, expect, test } from '@jest/globals';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { AccountsBench } from './accounts-bench.ts';
import { sampleAccount } from './sample-account.ts';

const by = { address: '192.0.2.1', requestId: 'request-1' };

/** What every adapter of `accounts` must do when an owner stops something from a mail. */
export function stopAccountContract(bench: () => AccountsBench): void {
  const stored = async (): Promise<NewAccount & { credentialStamp: string }> => {
    const account = sampleAccount();
    await bench().store(account);
    return { ...account, credentialStamp: (await bench().accounts.find(account))?.credentialStamp ?? '' };
  };
  const find = (account: NewAccount) => bench().accounts.find(account);
  const cancel = ({ realm, id: accountId, credentialStamp }: Awaited<ReturnType<typeof stored>>, until: number | null = null) => {
    const hold = until === null ? null : { address: 'a@example.com', until };
    return bench().accounts.cancelLinks({ realm, accountId, credentialStamp }, { ...by, hold, now: 1 });
  };
  const close = (account: NewAccount, changedAt: number, now: number) =>
    bench().accounts.close(account, { ...by, changedAt, until: now + 10, now });

  describe('Cancelling the links of an account', () => {
    test('O1 replaces the stamp and nothing else', async () => {
      const account = await stored();
      const before = await find(account);
      await expect(cancel(account)).resolves.toBe(true);
      const after = await find(account);
      expect(after).toEqual({ ...before, credentialStamp: expect.stringMatching(/^[\w-]{22}$/) });
      expect(after?.credentialStamp).not.toBe(account.credentialStamp);
    });

    test('O1 also stores the hold, and a later cancelling without one leaves it', async () => {
      const account = await stored();
      await cancel(account, 7);
      const { credentialStamp = '' } = (await find(account)) ?? {};
      await cancel({ ...account, credentialStamp });
      await expect(find(account)).resolves.toMatchObject({ hold: { address: 'a@example.com', until: 7 } });
    });

    test('O1 does nothing if the stamp is another one, or the account is gone', async () => {
      const account = await stored();
      const before = await find(account);
      await expect(cancel({ ...account, credentialStamp: 'another' }, 7)).resolves.toBe(false);
      await expect(find(account)).resolves.toEqual(before);
      await bench().remove(account);
      await expect(cancel(account, 7)).resolves.toBe(false);
      await expect(find(account)).resolves.toBeUndefined();
    });

    test('F1 counts as done if only its answer was lost', async () => {
      const account = await stored();
      bench().loseNextAnswer();
      await expect(cancel(account)).resolves.toBe(true);
      await expect(cancel(account)).resolves.toBe(false);
    });
  });

  describe('Closing an account', () => {
    test('O2 stores since when and until when, and replaces the stamp, whatever it was', async () => {
      const account = await stored();
      const before = await find(account);
      await expect(close(account, 5, 8)).resolves.toBe(true);
      const after = await find(account);
      expect(after).toEqual({ ...before, credentialStamp: expect.any(String), closed: { since: 8, until: 18 } });
      expect(after?.credentialStamp).not.toBe(account.credentialStamp);
    });

    test('O3 is done once for all changes before it, and again for a later one', async () => {
      const account = await stored();
      await close(account, 5, 8);
      const closed = await find(account);
      for (const changedAt of [5, 6, 8]) {
        await expect(close(account, changedAt, 20)).resolves.toBe(false);
      }
      await expect(find(account)).resolves.toEqual(closed);
      await expect(close(account, 9, 20)).resolves.toBe(true);
      await expect(find(account)).resolves.toMatchObject({ closed: { since: 20, until: 30 } });
    });

    test('O2 does not bring a deleted account back', async () => {
      const account = await stored();
      await bench().remove(account);
      await expect(close(account, 5, 8)).resolves.toBe(false);
      await expect(find(account)).resolves.toBeUndefined();
    });

    test('F1 counts as done if only its answer was lost', async () => {
      const account = await stored();
      bench().loseNextAnswer();
      await expect(close(account, 5, 8)).resolves.toBe(true);
    });
  });
}
