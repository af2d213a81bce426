import { findAccount, findManagedAccount, requireManaged } from './account.ts';
import { acceptablePassword, type PasswordRules } from './password.ts';
import type { AccountReference, Cause, RequestOutcome, ResetRequest } from './ports.ts';
import type { Reach } from './reach.ts';
import { type RequestMetadata, submitResetRequest } from './request-reset.ts';
import { requireSet } from './require-set.ts';

const attempts = 3;

/**
 * An administrator lets the account's owner choose a new password. These mails have a separate limit from those that anyone can ask for.
 *
 * @throws {ResetError} `account-not-found`, `account-externally-managed`
 */
export async function startResetAsAdministrator(
  ports: Reach<'accounts.find' | 'resetRequests.put'>,
  reference: AccountReference,
  metadata: RequestMetadata,
  administrator: Pick<ResetRequest, 'actor'> = {},
): Promise<RequestOutcome> {
  const { realm, id } = await findManagedAccount(ports, reference);
  return submitResetRequest(
    ports,
    { ...metadata, realm, identifier: id },
    { asker: 'administrator', link: null, application: null, ...administrator },
  );
}

type ChosenPassword = {
  account: AccountReference;
  newPassword: string;
  rules: PasswordRules;
  /** Judge the password first, and only then whether another system keeps it. */
  judgePasswordFirst?: boolean;
  cause?: Cause;
  /** Epoch milliseconds. */
  now: number;
};

/**
 * An administrator chooses the password. This ends all outstanding tokens of the account (K4).
 *
 * @throws {ResetError} `account-not-found`, `account-externally-managed`, `password-refused`, `outcome-unknown`
 */
export async function setPasswordAsAdministrator(
  ports: Reach<'accounts.find' | 'accounts.setPassword'>,
  change: ChosenPassword,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const account = await findAccount(ports, change.account);
    if (!change.judgePasswordFirst) {
      requireManaged(account);
    }
    const password = await acceptablePassword(change.newPassword, account, change.rules);
    requireManaged(account);
    const { credentialStamp, tenant } = account;
    const { cause, now } = change;
    const wanted = { password, credentialStamp, tenant, mustBeEnabled: false, ...(cause && { cause }), now };
    const written = await ports.accounts.setPassword(account, wanted);
    if (written.outcome !== 'stamp-changed' && written.outcome !== 'account-gone-or-closed') {
      requireSet(written, '');
      return;
    }
    // The account changed between the read and the write. Its new state may refuse this, so look at it again.
  }
  throw new Error(`the account changed during ${attempts} attempts to set its password`);
}
