import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type NoticeToken, type NoticeTokens, realms } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type ItemKey, putItem, readItem } from './stored-item.ts';

/** Not a part of `dynamoResetTokens`, because the function of notices must not be able to write a token that opens an account. */
export function dynamoNoticeTokens(settings: Settings): NoticeTokens {
  const table = settings.resetTokensTable;
  return {
    put: async ({ tokenHash, ...token }) => {
      const deleteAfter = Math.ceil(token.expiresAt / 1000);
      await putItem(table, marshall({ ...z.parse(storedToken(), token), ...noticeTokenKey(tokenHash), deleteAfter }));
    },
    find: async (tokenHash) => {
      const item = await readItem(table, noticeTokenKey(tokenHash));
      return item && { ...z.parse(storedToken(), unmarshall(item)), tokenHash };
    },
  };
}

/** A reset token is stored under its hash alone, so neither of the two is ever found as the other. */
function noticeTokenKey(tokenHash: string): ItemKey {
  return { tokenHash: `${noticeTokenPrefix}${tokenHash}` };
}

export const noticeTokenPrefix = 'notice#';

const storedToken = madeOnce(
  (): z.ZodMiniType<Omit<NoticeToken, 'tokenHash'>> =>
    z.object({ realm: z.enum(realms), accountId: z.string(), changedAt: z.number(), expiresAt: z.number() }),
);
