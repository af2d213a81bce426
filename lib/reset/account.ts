import type { CanonicalAddress } from './address.ts';
import { ResetError } from './errors.ts';
import type { Account, AccountReference, Realm } from './ports.ts';
import type { Reach } from './reach.ts';
import { canonicalId } from './typed-name.ts';

/**
 * The account with this username, if its password is kept here.
 *
 * @param reference names the account by its username
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
  if (account === undefined || !isNamed(account, reference.id)) {
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
 * Whether this is the account's username. People are named by their usernames only. A product's own server also has a number for each user: with it
 * a stranger could count through the users (E6), and would get around the mail limit (M7).
 */
export function isNamed({ realm, username }: Account, name: string): boolean {
  return canonicalId({ realm, id: username }) === canonicalId({ realm, id: name });
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
