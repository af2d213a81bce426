import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountFromItem, accountItem, accountKey, addressKey, isShadowItem } from '#lib/dynamo/account-item.ts';
import { attributeFromJson } from '#lib/dynamo/json-attribute.ts';
import type { StoredItem } from '#lib/dynamo/stored-item.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Account, AccountReference, Json } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { createItem } from './create-item.ts';
import { operatorClient } from './operator-client.ts';
import { type NewAccount, withNewStamp } from './store-account.ts';

/** A fingerprint of each field as the last import had it. A field that differs from its fingerprint has changed in the product since. */
export type Fingerprints = { readonly [field: string]: string };

/** A stored account with what an import needs to know of it. */
export type ImportedAccount = { account: Account; passwordHash: string | null; imported: Fingerprints };

export type NewImport = { account: NewAccount; passwordHash: string | null; imported: Fingerprints };

/** What an import may change in an existing account. It leaves a field alone that is absent here. */
export type Assignments = Partial<
  Pick<
    Account,
    'username' | 'email' | 'enabled' | 'externallyManaged' | 'tenant' | 'locale' | 'createdOn' | 'lastModified' | 'details'
  >
>;

/** The fields of `Assignments` that the stamp covers: a change of one ends tokens and sessions (K3, K6). */
export const stampedFields: readonly string[] = [
  'email',
  'enabled',
  'externallyManaged',
  'tenant',
] satisfies (keyof Assignments)[];

export type AccountChange = {
  assignments: Assignments;
  /** If absent, the password stays. */
  passwordHash?: string;
  imported: Fingerprints;
  /** Whether the change ends tokens and sessions (K3). */
  endsSessions: boolean;
};

/**
 * Reads up to a hundred accounts at once, consistently.
 *
 * @returns the accounts that exist, by id
 */
export async function readImported(
  { accountsTable }: Settings,
  references: readonly AccountReference[],
): Promise<ReadonlyMap<string, ImportedAccount>> {
  const found = new Map<string, ImportedAccount>();
  let keys: Record<string, AttributeValue>[] = references.map((reference) => marshall(accountKey(reference)));
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await operatorClient().send(
      new BatchGetItemCommand({ RequestItems: { [accountsTable]: { Keys: keys, ConsistentRead: true } } }),
    );
    for (const item of (Responses?.[accountsTable] ?? []).filter((each) => !isShadowItem(each))) {
      const imported = importedFromItem(item);
      found.set(imported.account.id, imported);
    }
    keys = UnprocessedKeys?.[accountsTable]?.Keys ?? [];
  }
  return found;
}

/**
 * Stores an account unless it already exists. It replaces what Rekey kept of the account while that stayed in the product's own server.
 *
 * @returns whether it was stored
 */
export async function createImported(
  { accountsTable }: Settings,
  { account, passwordHash, imported }: NewImport,
): Promise<boolean> {
  const item = { ...accountItem(withNewStamp(account), passwordHash), ...marshall({ imported }) };
  return createItem(accountsTable, item, 'username');
}

/**
 * Changes an account, unless its password or state has changed since it was read. Everything else about it stays, so a password that someone
 * sets in the meantime is never lost.
 *
 * @returns whether it was written
 */
export async function changeImported(
  { accountsTable }: Settings,
  { account }: ImportedAccount,
  change: AccountChange,
): Promise<boolean> {
  const { details = {}, ...fields } = change.assignments;
  const named = Object.entries(details);
  const assigned: { [name: string]: Json } = {
    ...fields,
    ...(fields.email && { address: addressKey(account.realm, canonicalAddress(fields.email)) }),
    ...(change.passwordHash !== undefined && { passwordHash: change.passwordHash }),
    ...(change.endsSessions && { credentialStamp: newCredentialStamp() }),
    imported: change.imported,
  };
  const written = await updateIf(
    {
      table: accountsTable,
      key: accountKey(account),
      update: [
        `SET ${Object.keys(assigned)
          .map((name) => `#${name} = :${name}`)
          .join(', ')}`,
        ...named.map((_, index) => `, #details.#detail${index} = :detail${index}`),
        // DynamoDB takes no null in the key of an index.
        ...(fields.email === null ? [' REMOVE #address'] : []),
      ].join(''),
      condition: 'attribute_exists(#account) AND #credentialStamp = :stamp AND #lastModified = :modified',
      names: Object.fromEntries(named.map(([name], index) => [`#detail${index}`, name])),
      values: {
        ...assigned,
        stamp: account.credentialStamp,
        modified: account.lastModified,
      },
      attributes: Object.fromEntries(named.map(([, value], index) => [`detail${index}`, attributeFromJson(value)])),
    },
    operatorClient(),
  );
  return written !== undefined;
}

function importedFromItem(item: StoredItem): ImportedAccount {
  const { passwordHash, imported } = item;
  return {
    account: accountFromItem(item),
    passwordHash: passwordHash?.S ?? null,
    imported: z.parse(importedSchema, imported && unmarshall({ imported }).imported),
  };
}

const importedSchema = z._default(z.record(z.string(), z.string()), {});
