import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { askers, type StoredResetRequest } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { Item } from './read-item.ts';
import { realmSchema } from './realm-schema.ts';

const storedResetRequest = madeOnce(() =>
  z.object({
    realm: realmSchema,
    asker: z.enum(askers),
    identifier: z.string(),
    requestId: z.string(),
    requestedAt: z.number(),
    link: z.nullable(z.string()),
    application: z.nullable(z.string()),
    languages: z.string(),
    sequence: z.number(),
    mailedFor: z._default(z.number(), 0),
  }),
);

/** @throws {z.core.$ZodError} when the item is not a reset request */
export function resetRequestFromItem(item: Item): StoredResetRequest {
  return z.parse(storedResetRequest(), unmarshall(item));
}
