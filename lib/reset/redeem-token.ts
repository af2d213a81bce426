import { mayManageProfiles } from './application.ts';
import { besideAdmission } from './beside-admission.ts';
import { findToken, refusedToken, requireLiveAccount, type TokenCheck } from './check-token.ts';
import { acceptablePassword, type PasswordRules } from './password.ts';
import type { Account, Application, Reach } from './ports.ts';

export type Redemption = TokenCheck & {
  newPassword: string;
  /** A disabled account is refused too. */
  mustBeEnabled: boolean;
  /** Resolves to the application that acts for the person, or to null if the person acts alone. */
  admission: Promise<Application | null>;
  rules: PasswordRules;
  /** As in `ResetRequest`, for the notice. */
  languages: string;
};

/**
 * Spends a reset token to set a password. The account is read before the password is checked and hashed, so a bad token costs no hash, and only
 * the holder of a good one learns why a password is refused (E5). A refused password leaves the token good (K5). The conditional write makes the
 * token work once: of many redemptions of one token, or of several tokens of one account, only one succeeds (K2).
 *
 * @returns the account as it is afterwards
 * @throws {ResetError} `token-refused`, `password-refused`
 */
export async function redeemToken(
  ports: Reach<'resetTokens.find' | 'accounts.find' | 'accounts.setPassword'>,
  { newPassword, mustBeEnabled, admission, rules, languages, ...check }: Redemption,
): Promise<Account> {
  const [token, application] = await besideAdmission(findToken(ports, check), admission);
  const account = await requireLiveAccount(ports, token, { token: check.token, mustBeEnabled });
  if (application !== null && !mayManageProfiles(application, account.tenant)) {
    throw refusedToken(check.token);
  }
  const password = await acceptablePassword(newPassword, account, rules);
  const { credentialStamp, tenant } = account;
  const change = await ports.accounts.setPassword(account, {
    password,
    credentialStamp,
    tenant,
    mustBeEnabled,
    languages,
    now: check.now,
  });
  if (change.outcome !== 'set') {
    throw refusedToken(check.token);
  }
  return change.account;
}
