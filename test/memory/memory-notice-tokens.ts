import type { NoticeToken, NoticeTokens } from '#lib/reset/ports.ts';

export function memoryNoticeTokens(): NoticeTokens {
  const items = new Map<string, NoticeToken>();
  return {
    put: async (token) => {
      items.set(token.tokenHash, structuredClone(token));
    },
    find: async (tokenHash) => structuredClone(items.get(tokenHash)),
  };
}
