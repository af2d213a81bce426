import { mintToken } from './token.ts';

/** Tokens that are stored but not mailed yet, so that another attempt mails the same token and stores no second one. */
export type KeptTokens = {
  /** @param mail the same for each attempt to send the same mail while its account is as it was, and for no other mail */
  tokenFor(mail: string): { token: string; tokenHash: string; isStored: boolean };
  /** Call it when the hash is stored. */
  keep(mail: string, token: { token: string; tokenHash: string; expiresAt: number }, now: number): void;
  /** Call it when the mail went out. */
  forget(mail: string): void;
};

/**
 * Keeps the tokens in the memory of this process and nowhere else: a store of tokens, or of a secret from which another process could derive them,
 * would open accounts to anyone who reads it (K10, ADR 13). Forgetting a token does no harm: the next attempt mints another.
 */
export function keptTokens(): KeptTokens {
  const kept = new Map<string, { token: string; tokenHash: string; expiresAt: number }>();
  return {
    tokenFor: (mail) => {
      const found = kept.get(mail);
      return found === undefined ? { ...mintToken(), isStored: false } : { ...found, isStored: true };
    },
    keep: (mail, { token, tokenHash, expiresAt }, now) => {
      for (const [name, old] of kept) {
        if (old.expiresAt <= now || kept.size >= keptAtMost) {
          kept.delete(name);
        }
      }
      kept.set(mail, { token, tokenHash, expiresAt });
    },
    forget: (mail) => {
      kept.delete(mail);
    },
  };
}

/** A stream's reader works on ten records at a time. The rest waits for another attempt. */
const keptAtMost = 1_000;
