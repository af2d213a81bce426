import { accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { AccountReference, Realm } from '#lib/reset/ports.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { operatorClient } from './operator-client.ts';

/**
 * Enables or disables the account and gives it a new stamp (K3).
 *
 * @param now epoch milliseconds
 * @returns whether anything was written: false if the account is already in that state, or does not exist
 */
export async function setEnabled(
  { accountsTable: table }: Settings,
  reference: AccountReference,
  enabled: boolean,
  now: number,
): Promise<boolean> {
  const write = {
    table,
    key: accountKey(reference),
    update: 'SET #enabled = :enabled, #credentialStamp = :newStamp, #lastModified = :now',
    condition: 'attribute_exists(#account) AND #enabled <> :enabled',
    values: { enabled, newStamp: newCredentialStamp(), now },
  };
  return (await updateIf(write, operatorClient())) !== undefined;
}

/**
 * Ends every token and session of the account.
 *
 * @returns whether the account exists
 */
export async function replaceCredentialStamp({ accountsTable: table }: Settings, reference: AccountReference): Promise<boolean> {
  const write = {
    table,
    key: accountKey(reference),
    update: 'SET #credentialStamp = :newStamp',
    condition: 'attribute_exists(#account)',
    values: { newStamp: newCredentialStamp() },
  };
  return (await updateIf(write, operatorClient())) !== undefined;
}

/**
 * From now on mail goes to this address again (M10), in a realm whose accounts Rekey keeps itself.
 *
 * @returns how many accounts of the realm were marked as undeliverable
 */
export async function liftUndeliverable(settings: Settings, realm: Realm, address: string): Promise<number> {
  const accounts = await dynamoAccounts(settings).findByAddress(realm, canonicalAddress(address));
  const marked = accounts.filter(({ undeliverable }) => undeliverable !== null);
  const written = await Promise.all(
    marked.map((account) =>
      updateIf(
        {
          table: settings.accountsTable,
          key: accountKey(account),
          update: 'SET #undeliverable = :none',
          condition: '#undeliverable.#since = :since',
          values: { none: null, since: account.undeliverable?.since },
        },
        operatorClient(),
      ),
    ),
  );
  return written.filter((item) => item !== undefined).length;
}
