import { mayManageProfiles } from './application.ts';
import { besideAdmission } from './beside-admission.ts';
import { findToken, refusedToken, type TokenCheck } from './check-token.ts';
import { ResetError } from './errors.ts';
import { acceptablePassword, type PasswordRules } from './password.ts';
import type { Account, Application, Cause, ResetToken } from './ports.ts';
import type { Reach } from './reach.ts';
import { requireSet } from './require-set.ts';

export type Redemption = TokenCheck & {
  newPassword: string;
  /** A disabled account is refused too. */
  mustBeEnabled: boolean;
  /** Resolves to the application that acts for the person, or to null if the person acts alone. */
  admission: Promise<Application | null>;
  rules: PasswordRules;
  /** As in `ResetRequest`, for the notice. */
  languages: string;
  cause?: Cause;
};

/**
 * Spends a reset token to set a password. The account is looked at before the password is checked and hashed, so a bad token costs no hash, and only
 * the holder of a good one learns why a password is refused (E5). A refused password leaves the token good (K5). The conditional write makes the
 * token work once: of many redemptions of one token, or of several tokens of one account, only one succeeds (K2).
 *
 * @returns the account as it is afterwards
 * @throws {ResetError} `token-refused`, `password-refused`, `outcome-unknown`
 */
export async function redeemToken(
  ports: Reach<'resetTokens.find' | 'accounts.findRedeemable' | 'accounts.setPassword'>,
  { admission, ...redemption }: Redemption,
): Promise<Account> {
  const [token, application] = await besideAdmission(findToken(ports, redemption), admission);
  try {
    return await redeemStored(ports, token, { ...redemption, application });
  } catch (error) {
    if (error instanceof ResetError) {
      error.tokenHash = token.tokenHash;
    }
    throw error;
  }
}

type StoredRedemption = Omit<Redemption, 'admission'> & { application: Application | null };

async function redeemStored(
  ports: Reach<'accounts.findRedeemable' | 'accounts.setPassword'>,
  token: ResetToken,
  { newPassword, mustBeEnabled, application, rules, languages, cause, ...check }: StoredRedemption,
): Promise<Account> {
  const { now } = check;
  const { credentialStamp, tenant, tokenHash } = token;
  const account = await ports.accounts.findRedeemable(token, { mustBeEnabled, now });
  if (account === undefined || (application !== null && !mayManageProfiles(application, tenant))) {
    throw refusedToken(check.token);
  }
  // The token tells whose account it is. To read the account once more would cost a product's own server a call.
  const password = await acceptablePassword(newPassword, token, rules);
  const change = { password, credentialStamp, tenant, tokenHash, mustBeEnabled, languages, ...(cause && { cause }), now };
  return requireSet(await ports.accounts.setPassword(account, change), check.token);
}
