import type { Account, Cause, Json } from './ports.ts';
import type { Reach } from './reach.ts';
import { requireSet } from './require-set.ts';

export type OwnChange = {
  /** As read when the session was checked. */
  account: Account;
  /** Of the token that opened the session. */
  tokenHash?: string;
  /** The password policy has accepted it. */
  password: string;
  /** Entries of the account's details to store in the same write. */
  details: { readonly [key: string]: Json };
  /** As in `ResetRequest`, for the notice. */
  languages: string;
  cause?: Cause;
  /** Epoch milliseconds. */
  now: number;
};

/**
 * Sets the password of an account in a session that its reset token opened. Like a redemption, this ends every token and session of the account.
 *
 * @returns the account as it is afterwards
 * @throws {ResetError} `token-refused` if the account has changed since the session was checked; `password-refused`, `outcome-unknown`
 */
export async function setOwnPassword(ports: Reach<'accounts.setPassword'>, change: OwnChange): Promise<Account> {
  const { account, ...wanted } = change;
  const { credentialStamp, tenant } = account;
  return requireSet(await ports.accounts.setPassword(account, { ...wanted, credentialStamp, tenant, mustBeEnabled: true }), '');
}
