import { ResetError } from './errors.ts';
import type { Account, AccountReference, Reach } from './ports.ts';

/**
 * The account with this reference, if its password is kept here.
 *
 * @throws {ResetError} `account-not-found`, `account-externally-managed`
 */
export async function findManagedAccount(ports: Reach<'accounts.find'>, reference: AccountReference): Promise<Account> {
  const account = await ports.accounts.find(reference);
  if (account === undefined) {
    throw new ResetError('account-not-found', { identifier: reference.id });
  }
  if (account.externallyManaged) {
    throw new ResetError('account-externally-managed', null);
  }
  return account;
}
