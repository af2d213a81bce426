import { findManagedAccount } from './find-managed-account.ts';
import { acceptablePassword, type PasswordRules } from './password.ts';
import type { AccountReference, Reach } from './ports.ts';
import { type Asked, type Asking, putResetRequest } from './request-reset.ts';

/**
 * An administrator lets the account's owner choose a new password. Such mails are counted apart from those that anybody can ask for.
 *
 * @throws {ResetError} `account-not-found`, `account-externally-managed`
 */
export async function startResetAsAdministrator(
  ports: Reach<'accounts.find' | 'resetRequests.put'>,
  reference: AccountReference,
  asked: Omit<Asked, 'realm' | 'identifier'>,
): Promise<Asking> {
  const { realm, id } = await findManagedAccount(ports, reference);
  return putResetRequest(ports, { ...asked, realm, identifier: id }, { asker: 'administrator', link: null, application: null });
}

const attempts = 3;

/**
 * An administrator chooses the password. Outstanding tokens of the account die with it (K4).
 *
 * @param now epoch milliseconds
 * @throws {ResetError} `account-not-found`, `account-externally-managed`, `password-refused`
 */
export async function setPasswordAsAdministrator(
  ports: Reach<'accounts.find' | 'accounts.setPassword'>,
  change: { account: AccountReference; newPassword: string; rules: PasswordRules; now: number },
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const account = await findManagedAccount(ports, change.account);
    const password = await acceptablePassword(change.newPassword, account, change.rules);
    const { outcome } = await ports.accounts.setPassword(change.account, {
      password,
      credentialStamp: account.credentialStamp,
      mustBeOpen: false,
      now: change.now,
    });
    if (outcome === 'set') {
      return;
    }
    // The account changed between the read and the write: look at it again, as its new state may refuse this.
  }
  throw new Error(`the account changed during ${attempts} attempts to set its password`);
}
