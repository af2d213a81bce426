import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountFromItem } from '#lib/dynamo/account-item.ts';
import { realmSchema } from '#lib/dynamo/realm-schema.ts';
import type { Account, AccountReference, Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

const reference = z.object({ realm: realmSchema, id: z.string() });

/** For the operator: every account of the realm. */
export async function* listAccounts({ accountsTable }: Settings, realm: Realm): AsyncGenerator<AccountReference> {
  const scan = { filter: '#realm = :realm', values: { realm }, attributes: ['realm', 'id'] };
  for await (const item of scanItems(accountsTable, scan)) {
    yield z.parse(reference, unmarshall(item));
  }
}

/** For the operator: accounts one of whose addresses bounced or complained, also if it is not theirs any more. */
export async function* listUndeliverable({ accountsTable }: Settings): AsyncGenerator<Account> {
  const scan = { filter: 'attribute_type(#undeliverableAddress, :text)', values: { text: 'S' } };
  for await (const item of scanItems(accountsTable, scan)) {
    yield accountFromItem(item);
  }
}
