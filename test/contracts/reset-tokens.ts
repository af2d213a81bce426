import { describe, expect, test } from '@jest/globals';
import type { ResetTokens } from '#lib/reset/ports.ts';
import { sampleToken } from './sample-token.ts';

/** What every adapter of `resetTokens` must do. */
export function resetTokensContract(resetTokens: () => ResetTokens): void {
  describe('A reset token', () => {
    test('K1 is found as it was put, to the millisecond of its expiry, also long after that', async () => {
      await resetTokens().put(sampleToken);
      await expect(resetTokens().find(sampleToken.tokenHash)).resolves.toEqual(sampleToken);
    });

    test('stores null for each field that its account lacks', async () => {
      const token = { ...sampleToken, tokenHash: 'b'.repeat(64), email: null, tenant: 'sample-tenant' };
      await resetTokens().put(token);
      await expect(resetTokens().find(token.tokenHash)).resolves.toEqual(token);
    });

    test('K14 has no fence as long as its realm was never revoked', async () => {
      await expect(resetTokens().notBefore('crafter-profile')).resolves.toBe(0);
    });

    test('K8 is not found under any other hash', async () => {
      await resetTokens().put(sampleToken);
      await expect(resetTokens().find('c'.repeat(64))).resolves.toBeUndefined();
      await expect(resetTokens().find(sampleToken.tokenHash.toUpperCase())).resolves.toBeUndefined();
    });

    test('K12 does not affect the other tokens of its account', async () => {
      const another = { ...sampleToken, tokenHash: 'd'.repeat(64) };
      await resetTokens().put(sampleToken);
      await resetTokens().put(another);
      await expect(resetTokens().find(sampleToken.tokenHash)).resolves.toEqual(sampleToken);
      await expect(resetTokens().find(another.tokenHash)).resolves.toEqual(another);
    });
  });
}
