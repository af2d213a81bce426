import { describe, expect, test } from '@jest/globals';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { AccountReference, Hold, Stops } from '#lib/reset/ports.ts';
import type { Claim, Shadows } from '#lib/reset/shadows.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { writeStamp } from '#lib/upstream/upstream-stamp.ts';
import type { AccountsBench } from './accounts-bench.ts';
import { sampleAccount } from './sample-account.ts';

const by = { address: '192.0.2.1', requestId: 'request-1' };

/** What every adapter of `stops` must do to an account that Rekey keeps itself. */
export function stopsContract(
  bench: () => Pick<AccountsBench, 'accounts' | 'store' | 'remove' | 'loseNextAnswer'> & { stops: Stops },
): void {
  const stored = async (): Promise<NewAccount & { credentialStamp: string }> => {
    const account = sampleAccount();
    await bench().store(account);
    return { ...account, credentialStamp: (await bench().accounts.find(account))?.credentialStamp ?? '' };
  };
  const find = (account: NewAccount) => bench().accounts.find(account);
  const cancel = ({ realm, id: accountId, credentialStamp }: Awaited<ReturnType<typeof stored>>, until: number | null = null) => {
    const hold = until === null ? null : { address: 'a@example.com', until };
    return bench().stops.cancelLinks({ realm, accountId, credentialStamp }, { ...by, hold, now: 1 });
  };
  const close = (account: NewAccount, changedAt: number, now: number) =>
    bench().stops.close(account, { ...by, changedAt, until: now + 10, now });

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

let made = 0;

/**
 * What every adapter of `stops` must do to an account that stays in the product's own server.
 *
 * @param bench with the settings of a server for Crafter Profile
 */
export function stopsOfShadowsContract(
  bench: () => { shadows: Shadows; stops: Stops; loseNextAnswer: AccountsBench['loseNextAnswer'] },
): void {
  const someone = () => ({ realm: 'crafter-profile', id: `stopped-${++made}` }) as const;
  const find = (reference: AccountReference) => bench().shadows.find(reference);
  const cancel = ({ realm, id: accountId }: AccountReference, shadowStamp: string | null, hold: Hold | null = null) => {
    const credentialStamp = writeStamp({ shadowStamp, identity: 'identity', fingerprint: '' });
    return bench().stops.cancelLinks({ realm, accountId, credentialStamp }, { ...by, hold, now: 8 });
  };
  const claimed = async (reference: AccountReference): Promise<Claim> => {
    const claim = { id: newCredentialStamp(), previousStamp: null, tokenHash: 'a hash', until: 9 };
    await bench().shadows.claim(reference, claim, { reenter: false, now: 1 });
    return claim;
  };

  describe('What Rekey keeps beside a product’s server', () => {
    test('O1 cancels the links of an account without a shadow, once', async () => {
      const reference = someone();
      const [before, hold] = [await find(reference), { address: 'a@example.com', until: 7 }];
      await expect(cancel(reference, null, hold)).resolves.toBe(true);
      await expect(find(reference)).resolves.toEqual({ ...before, credentialStamp: expect.stringMatching(/^[\w-]{22}$/), hold });
      await expect(cancel(reference, null)).resolves.toBe(false);
    });

    test('O1 cancels links only under the remembered stamp, and keeps a claim', async () => {
      const reference = someone();
      const claim = await claimed(reference);
      const before = await find(reference);
      await expect(cancel(reference, 'another')).resolves.toBe(false);
      await expect(cancel(reference, claim.id)).resolves.toBe(true);
      await expect(find(reference)).resolves.toEqual({ ...before, credentialStamp: expect.any(String), claim });
    });

    test('O1 cancels nothing for a link from the time when Rekey kept the account itself', async () => {
      const { realm, id } = someone();
      const stamped = { realm, accountId: id, credentialStamp: 'a stamp of an account' };
      await expect(bench().stops.cancelLinks(stamped, { ...by, hold: null, now: 8 })).resolves.toBe(false);
    });

    test('O3 closes an account once for all changes before it, and keeps a claim', async () => {
      const reference = someone();
      const claim = await claimed(reference);
      const before = await find(reference);
      await expect(bench().stops.close(reference, { ...by, changedAt: 5, until: 9, now: 8 })).resolves.toBe(true);
      await expect(bench().stops.close(reference, { ...by, changedAt: 8, until: 19, now: 18 })).resolves.toBe(false);
      const after = await find(reference);
      expect(after).toEqual({ ...before, credentialStamp: expect.any(String), claim, closed: { since: 8, until: 9 } });
      expect(after.credentialStamp).not.toBe(claim.id);
    });

    test('F1 a cancelling counts as done if only its answer was lost', async () => {
      const reference = someone();
      bench().loseNextAnswer();
      await expect(cancel(reference, null)).resolves.toBe(true);
    });
  });
}
