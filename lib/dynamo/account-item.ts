import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Account } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { accountKey } from './account-key.ts';
import { addressKey } from './address-key.ts';
import type { Item } from './read-item.ts';
import { realmSchema } from './realm-schema.ts';

/** Leaves out whatever else is there: of an item the password's hash first of all (W3). */
const storedAccount = madeOnce(() =>
  z.object({
    realm: realmSchema,
    id: z.string(),
    username: z.string(),
    email: z.nullable(z.string()),
    enabled: z.boolean(),
    externallyManaged: z.boolean(),
    tenant: z.nullable(z.string()),
    credentialStamp: z.string(),
    createdOn: z.number(),
    lastModified: z.number(),
    locale: z.nullable(z.string()),
    undeliverableAddress: z.nullable(z.string()),
    noticeDue: z._default(z.nullable(z.number()), null),
    details: z.record(z.string(), z.json()),
  }),
);

/** @throws {z.core.$ZodError} when the item is not an account */
export function accountFromItem(item: Item): Account {
  return z.parse(storedAccount(), unmarshall(item));
}

/**
 * The whole item of an account.
 *
 * @param passwordHash null for an account without a password
 */
export function accountItem(account: Account, passwordHash: string | null): Item {
  const { noticeDue, email, ...fields } = z.parse(storedAccount(), account);
  return marshall({
    ...fields,
    ...accountKey(account),
    email,
    // Attributes of indexes and stream filters are absent, never null.
    ...(email === null ? {} : { address: addressKey(account.realm, canonicalAddress(email)) }),
    ...(noticeDue === null ? {} : { noticeDue }),
    ...(passwordHash === null ? {} : { passwordHash }),
  });
}
