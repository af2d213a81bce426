import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type Realm, type ResetTokens, realms } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type ItemKey, putItem, readItem } from './stored-item.ts';

export function dynamoResetTokens(settings: Settings): ResetTokens {
  const table = settings.resetTokensTable;
  return {
    put: async (token) => {
      const deleteAfter = Math.floor(token.expiresAt / 1000) + keptAfterExpirySeconds;
      // Parsed, so that only the fields of the port are ever stored (K10).
      await putItem(table, marshall({ ...z.parse(storedToken(), token), deleteAfter }));
    },
    find: async (tokenHash) => {
      const item = await readItem(table, { tokenHash });
      return item && z.parse(storedToken(), unmarshall(item));
    },
    notBefore: async (realm) => {
      const item = await readItem(table, fenceKey(realm));
      return Number(item?.notBefore?.N ?? 0);
    },
  };
}

/** The key of the item that says when a realm was last revoked. A token's hash never equals it. DynamoDB never deletes the item. */
export function fenceKey(realm: Realm): ItemKey {
  return { tokenHash: `fence#${realm}` };
}

const keptAfterExpirySeconds = 86_400;

const storedToken = madeOnce(() =>
  z.object({
    tokenHash: z.string(),
    realm: z.enum(realms),
    accountId: z.string(),
    credentialStamp: z.string(),
    username: z.string(),
    email: z.nullable(z.string()),
    tenant: z.nullable(z.string()),
    requestedAt: z._default(z.number(), 0),
    expiresAt: z.number(),
  }),
);
