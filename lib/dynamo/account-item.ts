import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { type CanonicalAddress, canonicalAddress, undeliverableCauses } from '#lib/reset/address.ts';
import { type Account, type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { attributeFromJson, jsonFromAttribute } from './json-attribute.ts';
import type { ItemKey, StoredItem } from './stored-item.ts';

/** A realm contains no `#`, so two accounts never share a key, whatever their ids are. */
export function accountKey({ realm, id }: AccountReference): ItemKey {
  return { account: `${realm}#${id}` };
}

/** The partition of the `byAddress` index that lists the accounts with this address. */
export function addressKey(realm: Realm, address: CanonicalAddress): string {
  return `${realm}#${address}`;
}

/**
 * Whether the item is what Rekey keeps of an account that stays in the product's own server (`dynamoShadows`), and not an account. Such items remain
 * when an operator has Rekey keep the accounts again.
 */
export function isShadowItem(item: StoredItem): boolean {
  // A damaged account must fail and not be nobody's.
  return 'id' in item && !ofAccounts.some((attribute) => attribute in item);
}

/** Every account has these, and no shadow has. */
const ofAccounts = ['username', 'email', 'enabled', 'createdOn'];

/** @throws {z.core.$ZodError} when the item is not an account */
export function accountFromItem(item: StoredItem): Account {
  const { details, ...fields } = item;
  const account = z.parse(storedAccount(), { ...unmarshall(fields), details: details && jsonFromAttribute(details) });
  return { ...account, hasPassword: item.passwordHash !== undefined };
}

/**
 * The whole item of an account, under its canonical id.
 *
 * @param passwordHash null for an account without a password
 */
export function accountItem(account: Omit<Account, 'hasPassword'>, passwordHash: string | null): StoredItem {
  const { noticeDue, hold, closed, email, details, ...fields } = z.parse(storedAccount(), {
    ...account,
    id: canonicalId(account),
  });
  const attributes = marshall({
    ...fields,
    ...accountKey(fields),
    email,
    // DynamoDB takes no null in the key of an index, and the stream's filter takes an absent attribute as "nothing to do".
    ...(email === null ? {} : { address: addressKey(account.realm, canonicalAddress(email)) }),
    ...(noticeDue === null ? {} : { noticeDue }),
    ...(hold === null ? {} : { hold }),
    ...(closed === null ? {} : { closed }),
    ...(passwordHash === null ? {} : { passwordHash }),
  });
  return { ...attributes, details: attributeFromJson(details) };
}

/**
 * Versions before 0.2 stored marks without time and cause in `undeliverableAddress`. Nothing reads that attribute any more: such a mark counts as
 * ended (ADR 12).
 */
export const storedMark = z.object({ address: z.string(), cause: z.enum(undeliverableCauses), since: z.number() });

/** As `Account` has them. */
export const storedStops = {
  hold: z._default(z.nullable(z.object({ address: z.string(), until: z.number() })), null),
  closed: z._default(z.nullable(z.object({ since: z.number(), until: z.number() })), null),
};

/** Drops every attribute that it does not name, above all the password's hash (W3). */
const storedAccount = madeOnce(() =>
  z.object({
    realm: z.enum(realms),
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
    undeliverable: z._default(z.nullable(storedMark), null),
    noticeDue: z._default(z.nullable(z.number()), null),
    ...storedStops,
    // `attributeFromJson` and `jsonFromAttribute` take JSON only. A copy would lose the digits of numbers that a double cannot hold.
    details: z.custom<Account['details']>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  }),
);
