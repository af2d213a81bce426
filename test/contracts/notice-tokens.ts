import { describe, expect, test } from '@jest/globals';
import type { NoticeTokens, ResetTokens } from '#lib/reset/ports.ts';
import { sampleToken } from './sample-token.ts';

const token = { tokenHash: '9'.repeat(64), realm: 'traffic-ops', accountId: 'jane', changedAt: 1_000, expiresAt: 2_000 } as const;

/** What every adapter of `noticeTokens` must do, beside its `resetTokens`. */
export function noticeTokensContract(ports: () => { noticeTokens: NoticeTokens; resetTokens: ResetTokens }): void {
  describe('A token of a notice', () => {
    test('is found as it was put, also long after it expired', async () => {
      await ports().noticeTokens.put(token);
      await expect(ports().noticeTokens.find(token.tokenHash)).resolves.toEqual(token);
      await expect(ports().noticeTokens.find('8'.repeat(64))).resolves.toBeUndefined();
    });

    test('O3 is not found as a reset token, and a reset token is not found as one', async () => {
      await ports().noticeTokens.put(token);
      await ports().resetTokens.put(sampleToken);
      await expect(ports().resetTokens.find(token.tokenHash)).resolves.toBeUndefined();
      await expect(ports().noticeTokens.find(sampleToken.tokenHash)).resolves.toBeUndefined();
    });
  });
}
