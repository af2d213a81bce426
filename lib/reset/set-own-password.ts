import { refusedToken } from './check-token.ts';
import type { Account, Json, Reach } from './ports.ts';

export type OwnChange = {
  /** As it was when the session was checked. */
  account: Account;
  /** Found acceptable already. */
  password: string;
  /** Entries of the account's details to store in the same write. */
  details: { readonly [key: string]: Json };
  /** As in `ResetRequest`, for the notice. */
  languages: string;
  /** Epoch milliseconds. */
  now: number;
};

/**
 * Sets the password of an account by a session that its reset token opened. Like a redemption it ends every token and session of the account.
 *
 * @returns the account as it is afterwards
 * @throws {ResetError} `token-refused` when the account changed since the session was checked
 */
export async function setOwnPassword(ports: Reach<'accounts.setPassword'>, change: OwnChange): Promise<Account> {
  const { account, ...wanted } = change;
  const { credentialStamp } = account;
  const written = await ports.accounts.setPassword(account, { ...wanted, credentialStamp, mustBeOpen: true });
  if (written.outcome !== 'set') {
    throw refusedToken('');
  }
  return written.account;
}
