import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountFromItem } from '#lib/dynamo/account-item.ts';
import { type Account, type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

/** Every account of the realm. */
export async function* listAccounts({ accountsTable }: Settings, realm: Realm): AsyncGenerator<AccountReference> {
  const scan = { filter: '#realm = :realm', values: { realm }, attributes: ['realm', 'id'] };
  for await (const item of scanItems(accountsTable, scan)) {
    yield z.parse(reference, unmarshall(item));
  }
}

/** Every account of any realm that has an address, whether or not mail can go there. */
export async function* listAccountsWithAddress({ accountsTable }: Settings): AsyncGenerator<Account> {
  const scan = { filter: 'attribute_type(#email, :text)', values: { text: 'S' } };
  for await (const item of scanItems(accountsTable, scan)) {
    yield accountFromItem(item);
  }
}

const reference = z.object({ realm: z.enum(realms), id: z.string() });
