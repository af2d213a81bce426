import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountFromItem } from '#lib/dynamo/account-item.ts';
import { type Account, type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

/** Every account of the realm that Rekey keeps itself. */
export async function* listAccounts({ accountsTable }: Settings, realm: Realm): AsyncGenerator<AccountReference> {
  const scan = { filter: '#realm = :realm AND attribute_exists(#username)', values: { realm }, attributes: ['realm', 'id'] };
  for await (const item of scanItems(accountsTable, scan)) {
    yield z.parse(reference, unmarshall(item));
  }
}

/**
 * Every account that Rekey keeps itself and that has an address, whether or not mail can go there. What is left in the table of a realm whose accounts
 * stay in the product's own server now is not among them.
 */
export async function* listAccountsWithAddress(settings: Settings): AsyncGenerator<Account> {
  const scan = { filter: 'attribute_type(#email, :text)', values: { text: 'S' } };
  for await (const item of scanItems(settings.accountsTable, scan)) {
    const account = accountFromItem(item);
    if (!isUpstream(account.realm, settings)) {
      yield account;
    }
  }
}

const reference = z.object({ realm: z.enum(realms), id: z.string() });
