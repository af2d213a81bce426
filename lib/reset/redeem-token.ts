import { mayManageProfiles } from './application.ts';
import { besideAdmission } from './beside-admission.ts';
import { findToken, refusedToken, requireLiveAccount, type TokenCheck } from './check-token.ts';
import { acceptablePassword, type PasswordRules } from './password.ts';
import type { Account, Application, Reach } from './ports.ts';

export type Redemption = TokenCheck & {
  newPassword: string;
  /** The account must be enabled and not externally managed. */
  mustBeOpen: boolean;
  /** Resolves to the application on whose behalf this happens, or to null for the person herself. */
  admission: Promise<Application | null>;
  rules: PasswordRules;
  /** As in `ResetRequest`, for the notice. */
  languages: string;
};

/**
 * Spends a reset token to set a password. A refused password leaves the token good (K5). The conditional write is the single use: of many
 * redemptions of one token, or of several tokens of one account, one succeeds (K2).
 *
 * @returns the account as it is afterwards
 * @throws {ResetError} `token-refused`, `password-refused`
 */
export async function redeemToken(
  ports: Reach<'resetTokens.find' | 'accounts.find' | 'accounts.setPassword'>,
  { newPassword, mustBeOpen, admission, rules, languages, ...check }: Redemption,
): Promise<Account> {
  const [token, application] = await besideAdmission(findToken(ports, check), admission);
  if (application !== null && !mayManageProfiles(application, token.tenant)) {
    throw refusedToken(check.token);
  }
  const password = await acceptablePassword(newPassword, token, rules).catch(async (refusal) => {
    // Only who holds a good token is told about the password (E5); the write would have found that out.
    await requireLiveAccount(ports, token, { token: check.token, mustBeOpen });
    throw refusal;
  });
  const change = await ports.accounts.setPassword(
    { realm: token.realm, id: token.accountId },
    { password, credentialStamp: token.credentialStamp, mustBeOpen, languages, now: check.now },
  );
  if (change.outcome !== 'set') {
    throw refusedToken(check.token);
  }
  return change.account;
}
