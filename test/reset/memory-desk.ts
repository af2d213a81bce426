import { expect } from '@jest/globals';
import { isOpen } from '#lib/reset/account.ts';
import type { Limits, PasswordChange, ResetRequest, ResetToken, Stamped } from '#lib/reset/ports.ts';
import { mintToken, sha256 } from '#lib/reset/token.ts';
import { accountOf } from './account-of.ts';

export const now = 1_700_000_000_000;

/** Resolves late, like a slow port, so that a step that the code does not await comes too late. */
const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(resolve, 1, value));

/** The ports for requesting and redeeming over the given data, and all calls of them, in order. */
export function memoryDesk(data: { accounts?: ReturnType<typeof accountOf>[]; applications?: object[] } = {}) {
  const steps: string[] = [];
  const accounts = new Map((data.accounts ?? [accountOf()]).map((account) => [`${account.realm} ${account.id}`, account]));
  const tokens = new Map<string, ResetToken>();
  const requests: ResetRequest[] = [];
  const changes: PasswordChange[] = [];
  const over: { [key: string]: number } = {};
  const revoked: { [realm: string]: number } = {};
  const unchanged = async ({ realm, accountId, credentialStamp, tenant }: Stamped) => {
    steps.push(`account ${realm} ${accountId}`);
    const account = accounts.get(`${realm} ${accountId}`);
    return later(account?.credentialStamp === credentialStamp && account.tenant === tenant ? account : undefined);
  };
  const ports = {
    limits: {
      count: async (key: string, maximum: number, at: number) => {
        steps.push(`count ${key} to ${maximum} at ${at}`);
        const retryAfterSeconds = over[key];
        return later<Awaited<ReturnType<Limits['count']>>>(
          retryAfterSeconds === undefined ? { within: true } : { within: false, retryAfterSeconds },
        );
      },
    },
    accounts: {
      findUnchanged: unchanged,
      findRedeemable: async (stamped: Stamped, check: { mustBeEnabled: boolean }) => {
        const account = await unchanged(stamped);
        return account && isOpen(account, check) ? account : undefined;
      },
      find: async ({ realm, id }: { realm: string; id: string }) => {
        steps.push(`account ${realm} ${id}`);
        return later(accounts.get(`${realm} ${id}`));
      },
      hasAddress: async (realm: string, address: string) => {
        steps.push(`address ${realm} ${address}`);
        return [...accounts.values()].some((account) => account.realm === realm && account.email === address);
      },
      setPassword: async ({ realm, id }: { realm: string; id: string }, change: PasswordChange) => {
        steps.push(`password of ${realm} ${id}`);
        changes.push(change);
        const account = accounts.get(`${realm} ${id}`);
        if (account === undefined || account.externallyManaged || (change.mustBeEnabled && !account.enabled)) {
          return { outcome: 'account-gone-or-closed' as const };
        }
        if (account.credentialStamp !== change.credentialStamp || account.tenant !== change.tenant) {
          return { outcome: 'stamp-changed' as const };
        }
        const changed = { ...account, credentialStamp: `after ${change.password}`, lastModified: change.now };
        accounts.set(`${realm} ${id}`, changed);
        return { outcome: 'set' as const, account: changed };
      },
    },
    resetTokens: {
      find: async (hash: string) => {
        steps.push('token');
        return later(tokens.get(hash));
      },
      notBefore: async (realm: string) => later(revoked[realm] ?? 0),
    },
    resetRequests: {
      put: async (request: ResetRequest) => {
        steps.push(`request of ${request.identifier}`);
        requests.push(request);
        return 'accepted' as const;
      },
    },
  };
  return {
    ports,
    steps,
    accounts,
    requests,
    changes,
    /** Keys that are over their limit, with the seconds to wait. */
    over,
    /** Realms that were revoked, with the moment before which everything has ended. */
    revoked,
    /** A good token of an account, with the given differences. */
    tokenOf: (account = accountOf(), differences: Partial<ResetToken> = {}) => {
      const { token } = mintToken();
      const { realm, id, credentialStamp, username, email, tenant } = account;
      const stored = { realm, accountId: id, credentialStamp, username, email, tenant, requestedAt: now - 1, expiresAt: now + 1 };
      tokens.set(sha256(token), { tokenHash: sha256(token), ...stored, ...differences });
      return token;
    },
  };
}

/** What identifies a refusal: its code and the details that its words need. */
export const refusal = (code: string, detail: unknown) =>
  expect.objectContaining({ name: 'ResetError', message: code, code, detail });
