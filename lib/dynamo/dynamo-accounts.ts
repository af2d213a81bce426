import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { bcryptHasher, type HashPassword } from '#lib/passwords/password-hash.ts';
import { isOpen } from '#lib/reset/account.ts';
import { type CanonicalAddress, canonicalAddress, type Undeliverable } from '#lib/reset/address.ts';
import type { Account, AccountReference, Accounts, Realm, Stamped } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { accountFromItem, accountKey, addressKey, isShadowItem } from './account-item.ts';
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
    find: (reference) => findAccount(table, reference),
    findUnchanged: (stamped) => findUnchanged(table, stamped),
    findRedeemable: async (stamped, check) => {
      const account = await findUnchanged(table, stamped);
      return account && isOpen(account, check) ? account : undefined;
    },
    takeStamp: async ({ credentialStamp }) => credentialStamp,
    findByAddress: (realm, address) => readAccountsByAddress(table, realm, address),
    hasAddress: async (realm, address) => (await keysByAddress(table, realm, address, 1)).length > 0,
    setPassword: (reference, change) => setPassword({ table, hashPassword }, reference, change),
    endNotice: (reference, noticeDue, ending) => endNotice(table, reference, noticeDue, ending),
    countNoticeFailure: (reference, noticeDue) => countNoticeFailure(table, reference, noticeDue),
    markUndeliverable: async (realm, address, mark) => {
      const accounts = await readAccountsByAddress(table, realm, address);
      const written = await Promise.all(accounts.map((account) => markUndeliverable(table, account, mark)));
      return written.filter((isMarked) => isMarked).length;
    },
  };
}

/** Accounts that were stored before Rekey ignored the letter case of Studio usernames still have their exact username as their id (ADR 10). */
async function findAccount(table: string, reference: AccountReference): Promise<Account | undefined> {
  const id = canonicalId(reference);
  const account = await readAccount(table, accountKey({ ...reference, id }));
  return account === undefined && id !== reference.id ? readAccount(table, accountKey(reference)) : account;
}

async function findUnchanged(
  table: string,
  { realm, accountId, credentialStamp, tenant }: Stamped,
): Promise<Account | undefined> {
  const account = await findAccount(table, { realm, id: accountId });
  return account?.credentialStamp === credentialStamp && account.tenant === tenant ? account : undefined;
}

/**
 * The mark names the address, so it means nothing for an address that the account has got since. With a condition on the address, the function could
 * also write it (A4).
 *
 * @returns whether the account is marked now
 */
async function markUndeliverable(table: string, account: Account, mark: Omit<Undeliverable, 'address'>): Promise<boolean> {
  const { email, undeliverable } = account;
  if (undeliverable?.cause === 'complaint' && undeliverable.address === email && mark.cause === 'bounce') {
    return true;
  }
  const noComplaint = 'NOT (#undeliverable.#cause = :complaint AND #undeliverable.#address = :email)';
  const written = await updateIf({
    table,
    key: accountKey(account),
    update: 'SET #undeliverable = :undeliverable',
    condition: ['attribute_exists(#account)', ...(mark.cause === 'bounce' ? [noComplaint] : [])].join(' AND '),
    values: {
      undeliverable: { address: email, ...mark },
      ...(mark.cause === 'bounce' && { complaint: 'complaint', email }),
    },
  });
  return written !== undefined;
}

async function readAccountsByAddress(table: string, realm: Realm, address: CanonicalAddress): Promise<readonly Account[]> {
  const found = await keysByAddress(table, realm, address);
  const accounts = await Promise.all(found.map((key) => readAccount(table, key)));
  return accounts.filter((account) => account !== undefined).filter((account) => hasAddress(account, address));
}

async function readAccount(table: string, key: ItemKey): Promise<Account | undefined> {
  const item = await readItem(table, key);
  return item && !isShadowItem(item) ? accountFromItem(item) : undefined;
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
