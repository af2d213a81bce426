import type { CanonicalAddress } from './address.ts';
import { ResetError } from './errors.ts';
import type { Account, AccountReference, Realm } from './ports.ts';
import type { Reach } from './reach.ts';

/**
 * The account with this reference, if its password is kept here.
 *
 * @throws {ResetError} `account-not-found`, `account-externally-managed`
 */
export async function findManagedAccount(ports: Reach<'accounts.find'>, reference: AccountReference): Promise<Account> {
  const account = await findAccount(ports, reference);
  requireManaged(account);
  return account;
}

/** @throws {ResetError} `account-not-found` */
export async function findAccount(ports: Reach<'accounts.find'>, reference: AccountReference): Promise<Account> {
  const account = await ports.accounts.find(reference);
  if (account === undefined) {
    throw new ResetError('account-not-found', { identifier: reference.id });
  }
  return account;
}

/** @throws {ResetError} `account-externally-managed` */
export function requireManaged({ externallyManaged }: Pick<Account, 'externallyManaged'>): void {
  if (externallyManaged) {
    throw new ResetError('account-externally-managed', null);
  }
}

/**
 * For operators who let strangers learn which addresses have accounts.
 *
 * @param address as it was given, for the refusal
 * @throws {ResetError} `account-not-found`
 */
export async function requireAddress(
  ports: Reach<'accounts.hasAddress'>,
  realm: Realm,
  { address, canonical }: { address: string; canonical: CanonicalAddress },
): Promise<void> {
  if (!(await ports.accounts.hasAddress(realm, canonical, address))) {
    throw new ResetError('account-not-found', { identifier: address });
  }
}

/** Whether Rekey may set the account's password. Another system keeps the password of an externally managed account. */
export function isOpen(
  account: Pick<Account, 'enabled' | 'externallyManaged'>,
  { mustBeEnabled }: { mustBeEnabled: boolean },
): boolean {
  return !account.externallyManaged && (account.enabled || !mustBeEnabled);
}
