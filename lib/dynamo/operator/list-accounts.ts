import { accountFromItem } from '#lib/dynamo/account-item.ts';
import type { Account } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { scanItems } from './scan-items.ts';

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
