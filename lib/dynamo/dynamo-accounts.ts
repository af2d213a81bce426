import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type CanonicalAddress, canonicalAddress } from '#lib/reset/address.ts';
import { bcryptHasher, type HashPassword } from '#lib/reset/password-hash.ts';
import type { Account, Accounts, Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { accountFromItem, accountKey, addressKey } from './account-item.ts';
import { dynamoClient } from './client.ts';
import { countNoticeFailure, endNotice } from './due-notice.ts';
import { setPassword } from './set-password.ts';
import { type ItemKey, readItem } from './stored-item.ts';
import { updateIf } from './update-if.ts';

type Options = {
  /** How passwords are stored: with bcrypt at the cost of the settings unless given. Two hashes of the same password MUST differ. */
  hashPassword?: HashPassword;
};

export function dynamoAccounts(settings: Settings, { hashPassword = bcryptHasher(settings.bcryptCost) }: Options = {}): Accounts {
  const table = settings.accountsTable;
  return {
    find: (reference) => readAccount(table, accountKey(reference)),
    findByAddress: (realm, address) => readAccountsByAddress(table, realm, address),
    hasAddress: async (realm, address) => (await keysByAddress(table, realm, address, 1)).length > 0,
    setPassword: (reference, change) => setPassword({ table, hashPassword }, reference, change),
    endNotice: (reference, noticeDue) => endNotice(table, reference, noticeDue),
    countNoticeFailure: (reference, noticeDue) => countNoticeFailure(table, reference, noticeDue),
    markUndeliverable: async (realm, address) => {
      const accounts = await readAccountsByAddress(table, realm, address);
      const written = await Promise.all(accounts.map((account) => markUndeliverable(table, account)));
      return written.filter((item) => item !== undefined).length;
    },
  };
}

function markUndeliverable(table: string, account: Account) {
  return updateIf({
    table,
    key: accountKey(account),
    update: 'SET #undeliverableAddress = :email',
    condition: '#email = :email',
    values: { email: account.email },
  });
}

async function readAccountsByAddress(table: string, realm: Realm, address: CanonicalAddress): Promise<readonly Account[]> {
  const found = await keysByAddress(table, realm, address);
  const accounts = await Promise.all(found.map((key) => readAccount(table, key)));
  return accounts.filter((account) => account !== undefined).filter((account) => hasAddress(account, address));
}

async function readAccount(table: string, key: ItemKey): Promise<Account | undefined> {
  const item = await readItem(table, key);
  return item && accountFromItem(item);
}

/** The index lags behind the table, so an account that it names may have another address by now. */
function hasAddress(account: Account, address: CanonicalAddress): boolean {
  return account.email !== null && canonicalAddress(account.email) === address;
}

/** Reads one page, which has room for thousands of keys. */
async function keysByAddress(
  table: string,
  realm: Realm,
  address: CanonicalAddress,
  limit?: number,
): Promise<readonly ItemKey[]> {
  const { Items } = await dynamoClient().send(
    new QueryCommand({
      TableName: table,
      IndexName: 'byAddress',
      KeyConditionExpression: '#address = :address',
      ExpressionAttributeNames: { '#address': 'address' },
      ExpressionAttributeValues: marshall({ ':address': addressKey(realm, address) }),
      Limit: limit,
    }),
  );
  return (Items ?? []).flatMap(({ account }) => (account?.S ? [{ account: account.S }] : []));
}
