import { describe, expect, test } from '@jest/globals';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { Account, Accounts, Realm, ResetTokens } from '#lib/reset/ports.ts';
import { redeemTokenForApplication } from '#lib/reset/redeem-token.ts';
import { sendResetLink } from '#lib/reset/send-reset-link.ts';
import { mintToken } from '#lib/reset/token.ts';
import { memoryMailroom } from '#test/reset/memory-mailroom.ts';
import { sampleAccount } from './sample-account.ts';

export type FenceBench = {
  accounts: Accounts;
  resetTokens: ResetTokens;
  store(account: NewAccount): Promise<void>;
  /** Ends everything that was asked for in the realm until now, as the operator does. */
  revoke(realm: Realm): Promise<void>;
};

const realm = 'crafter-studio';
const rules = { policies: {}, isCommon: async () => false, isBreached: async () => false, serviceNames: [] };

/** What must hold while a whole realm is revoked: of adapters of `resetTokens` and `accounts`, and of the operator's write. */
export function fenceContract(open: () => FenceBench): void {
  const newAccount = async (): Promise<Account> => {
    const { accounts, store } = open();
    const wanted = sampleAccount({ realm });
    await store(wanted);
    const account = await accounts.find(wanted);
    return account ?? Promise.reject(new Error('the account is gone'));
  };
  const link = async ({ id, credentialStamp, username, email, tenant }: Account, requestedAt = Date.now()) => {
    const { token, tokenHash } = mintToken();
    const times = { requestedAt, expiresAt: Date.now() + 600_000 };
    await open().resetTokens.put({ tokenHash, realm, accountId: id, credentialStamp, username, email, tenant, ...times });
    return token;
  };
  const redeem = (token: string) => {
    const { accounts, resetTokens } = open();
    const redemption = { realm, token, newPassword: `a phrase for ${token}`, rules, mustBeEnabled: true, languages: '' } as const;
    const asked = { ...redemption, admission: Promise.resolve(null), now: Date.now() };
    return redeemTokenForApplication({ accounts, resetTokens }, asked).then(
      () => 'set',
      (error) => String(Object(error).code),
    );
  };

  describe('K14 a realm that is revoked as a whole', () => {
    test('refuses the links from before, and takes those from after', async () => {
      const account = await newAccount();
      const before = await link(account);
      await open().revoke(realm);
      expect(await redeem(before)).toBe('token-refused');
      expect(await redeem(await link(account, await open().resetTokens.notBefore(realm)))).toBe('set');
    });

    test('leaves the other realms', async () => {
      const { resetTokens, revoke } = open();
      const before = await resetTokens.notBefore('traffic-ops');
      await revoke(realm);
      expect(await resetTokens.notBefore('traffic-ops')).toBe(before);
    });

    test('has a fence that never goes back', async () => {
      const { resetTokens, revoke } = open();
      await Promise.all(Array.from({ length: 8 }, () => revoke(realm)));
      const fence = await resetTokens.notBefore(realm);
      expect(fence).toBeGreaterThan(0);
      await revoke(realm);
      expect(await resetTokens.notBefore(realm)).toBeGreaterThanOrEqual(fence);
    });

    test('lets no redemption in that begins after the revoke was answered, whatever was under way', async () => {
      const { revoke } = open();
      const accounts = await Promise.all(Array.from({ length: 24 }, newAccount));
      const tokens = await Promise.all(accounts.map((account) => link(account)));
      const later = await Promise.all(accounts.map((account) => link(account)));
      const [outcomes] = await Promise.all([Promise.all(tokens.map(redeem)), revoke(realm)]);
      expect([...new Set(outcomes)].filter((outcome) => !['set', 'token-refused'].includes(outcome))).toEqual([]);
      expect(new Set(await Promise.all(later.map(redeem)))).toEqual(new Set(['token-refused']));
    });

    test('gets no link that works from a mail that was being sent meanwhile', async () => {
      const { accounts, resetTokens, revoke } = open();
      const rooms = await Promise.all(
        Array.from({ length: 12 }, async () => {
          const account = await newAccount();
          const request = { realm, identifier: account.id, requestedAt: Date.now() } as const;
          const room = memoryMailroom({ request, accounts: [account] });
          const ports = { ...room.ports, accounts: { ...room.ports.accounts, ...pick(accounts) }, resetTokens };
          return { ...room, send: () => sendResetLink(ports, room.job, { ...room.context, now: Date.now() }) };
        }),
      );
      await Promise.all([...rooms.map(({ send }) => send()), revoke(realm)]);
      const mailed = rooms.flatMap(({ mails }) => mails.map(({ text }) => text.slice(text.lastIndexOf('=') + 1)));
      const outcomes = await Promise.all(mailed.map(redeem));
      expect(outcomes.filter((outcome) => outcome !== 'token-refused')).toEqual([]);
    });
  });
}

function pick({ find, findByAddress, takeStamp }: Accounts): Pick<Accounts, 'find' | 'findByAddress' | 'takeStamp'> {
  return { find, findByAddress, takeStamp };
}
