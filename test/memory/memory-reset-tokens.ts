import type { Realm, ResetToken, ResetTokens } from '#lib/reset/ports.ts';
import { readable } from './readable.ts';

export type MemoryResetTokens = ResetTokens & {
  /** From now on the token with this hash can be found but not read. */
  makeUnreadable(tokenHash: string): void;
  /** Ends everything that was asked for in this realm before that moment, in epoch milliseconds. */
  revoke(realm: Realm, notBefore: number): void;
};

export function memoryResetTokens(): MemoryResetTokens {
  const items = new Map<string, ResetToken | 'unreadable'>();
  const fences = new Map<Realm, number>();
  return {
    put: async (token) => {
      items.set(token.tokenHash, structuredClone(token));
    },
    find: async (tokenHash) => structuredClone(readable(items.get(tokenHash))),
    notBefore: async (realm) => fences.get(realm) ?? 0,
    revoke: (realm, notBefore) => {
      fences.set(realm, Math.max(notBefore, fences.get(realm) ?? 0));
    },
    makeUnreadable: (tokenHash) => {
      items.set(tokenHash, 'unreadable');
    },
  };
}
