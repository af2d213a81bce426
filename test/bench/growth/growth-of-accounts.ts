import { marshall } from '@aws-sdk/util-dynamodb';
import { accountItem, accountKey, addressKey } from '#lib/dynamo/account-item.ts';
import { withNewStamp } from '#lib/dynamo/operator/store-account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { itemBytes } from '#test/bench/dynamo-units.ts';
import { quotas } from './limits-of-growth.ts';
import { sampleAccount } from './sample-account.ts';

/** DynamoDB adds this to each item when it bills storage. */
const overheadBytes = 100;
const dollarsPerGigabyte = { storage: 0.25, recovery: 0.2 };
/** One write of the account, and one of the index by address. */
const writesPerAccount = 2;

export type AccountsGrowth = {
  accounts: number;
  tableGigabytes: number;
  indexGigabytes: number;
  dollarsPerMonth: number;
  importHours: number;
};

/** The bytes of a usual account with a password, and of its entry in the index by address. */
export function accountBytes(): { item: number; indexEntry: number } {
  const account = sampleAccount(1);
  const hash = `$2b$12$${'x'.repeat(53)}`;
  const address = addressKey(account.realm, canonicalAddress(`${account.email}`));
  return {
    item: itemBytes(accountItem(withNewStamp(account), hash)) + overheadBytes,
    indexEntry: itemBytes(marshall({ address, ...accountKey(account) })) + overheadBytes,
  };
}

/** What many accounts take on paper. An import goes as fast as a new table takes writes. */
export function growthOfAccounts(accounts: number): AccountsGrowth {
  const { item, indexEntry } = accountBytes();
  const [tableGigabytes, indexGigabytes] = [(accounts * item) / 1e9, (accounts * indexEntry) / 1e9];
  return {
    accounts,
    tableGigabytes,
    indexGigabytes,
    dollarsPerMonth:
      tableGigabytes * (dollarsPerGigabyte.storage + dollarsPerGigabyte.recovery) + indexGigabytes * dollarsPerGigabyte.storage,
    importHours: (accounts * writesPerAccount) / quotas.newTableWrites / 3600,
  };
}
