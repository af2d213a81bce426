import type { ResetToken, ResetTokens } from '#lib/reset/ports.ts';
import { readable } from './readable.ts';

export type MemoryResetTokens = ResetTokens & {
  /** From now on the token with this hash can be found but not read. */
  makeUnreadable(tokenHash: string): void;
};

export function memoryResetTokens(): MemoryResetTokens {
  const items = new Map<string, ResetToken | 'unreadable'>();
  return {
    put: async (token) => {
      items.set(token.tokenHash, structuredClone(token));
    },
    find: async (tokenHash) => structuredClone(readable(items.get(tokenHash))),
    makeUnreadable: (tokenHash) => {
      items.set(tokenHash, 'unreadable');
    },
  };
}
