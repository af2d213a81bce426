import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountFromItem, accountItem } from '#lib/dynamo/account-item.ts';
import { accountKey } from '#lib/dynamo/account-key.ts';
import { addressKey } from '#lib/dynamo/address-key.ts';
import type { Item } from '#lib/dynamo/read-item.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Account, AccountReference, Json } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { createItem } from './create-item.ts';
import { operatorClient } from './operator-client.ts';
import type { NewAccount } from './store-account.ts';

/** Fingerprints of what the last import said, by field: what differs from them has changed in the product since. */
export type Fingerprints = { readonly [field: string]: string };

export type ImportedAccount = { account: Account; passwordHash: string | null; imported: Fingerprints };

/** What may be assigned to an account that is there. A field that is absent is left alone. */
export type Assignments = Partial<
  Pick<
    Account,
    'username' | 'email' | 'enabled' | 'externallyManaged' | 'tenant' | 'locale' | 'createdOn' | 'lastModified' | 'details'
  >
>;

export type AccountChange = {
  assignments: Assignments;
  /** Left alone when absent. */
  passwordHash?: string;
  imported: Fingerprints;
  /** Whether tokens and sessions end with it (K3). */
  endsSessions: boolean;
};

const importedSchema = z._default(z.record(z.string(), z.string()), {});

function importedFromItem(item: Item): ImportedAccount {
  const { passwordHash, imported } = item;
  return {
    account: accountFromItem(item),
    passwordHash: passwordHash?.S ?? null,
    imported: z.parse(importedSchema, imported && unmarshall({ imported }).imported),
  };
}

/**
 * For the operator: up to a hundred accounts in one consistent read.
 *
 * @returns those that are there, by their id
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
    for (const item of Responses?.[accountsTable] ?? []) {
      const imported = importedFromItem(item);
      found.set(imported.account.id, imported);
    }
    keys = UnprocessedKeys?.[accountsTable]?.Keys ?? [];
  }
  return found;
}

/**
 * For the operator: stores an account unless there is one.
 *
 * @returns whether it was stored
 */
export async function createImported(
  { accountsTable }: Settings,
  account: NewAccount,
  passwordHash: string | null,
  imported: Fingerprints,
): Promise<boolean> {
  const whole = { ...account, credentialStamp: newCredentialStamp(), undeliverableAddress: null, noticeDue: null };
  return createItem(accountsTable, { ...accountItem(whole, passwordHash), ...marshall({ imported }) }, 'account');
}

/**
 * For the operator: changes an account, unless its password or state was changed since it was read. Everything else about it stays, so a
 * password that is set meanwhile is never lost.
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
        // Attributes of indexes are absent, never null.
        ...(fields.email === null ? [' REMOVE #address'] : []),
      ].join(''),
      condition: 'attribute_exists(#account) AND #credentialStamp = :stamp AND #lastModified = :modified',
      names: Object.fromEntries(named.map(([name], index) => [`#detail${index}`, name])),
      values: {
        ...assigned,
        stamp: account.credentialStamp,
        modified: account.lastModified,
        ...Object.fromEntries(named.map(([, value], index) => [`detail${index}`, value])),
      },
    },
    operatorClient(),
  );
  return written !== undefined;
}
