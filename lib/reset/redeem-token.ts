import { mayManageProfiles } from './application.ts';
import { besideAdmission, started } from './beside-admission.ts';
import { findToken, isRefusedToken, refusedToken, type TokenCheck } from './check-token.ts';
import { ResetError } from './errors.ts';
import { admitUse, countRefusals, type LinkUse } from './limits.ts';
import { acceptablePassword, type PasswordRules } from './password.ts';
import type { Account, AccountReference, Application, Cause, ResetToken } from './ports.ts';
import type { Reach } from './reach.ts';
import { requireSet } from './require-set.ts';

type Redemption = TokenCheck & {
  newPassword: string;
  /** A disabled account is refused too. */
  mustBeEnabled: boolean;
  rules: PasswordRules;
  /** As in `ResetRequest`, for the notice. */
  languages: string;
  cause?: Cause;
};

/**
 * Spends the reset token of a person who acts alone.
 *
 * @returns the account as it is afterwards
 * @throws {ResetError} `token-refused`, `password-refused`, `outcome-unknown`, `too-many-requests`
 */
export function redeemToken(
  ports: RedeemingPorts & Reach<'limits.count'>,
  { caller, asksServer, ...redemption }: Redemption & LinkUse,
): Promise<Account> {
  const redeemed = async () => {
    const token = await findToken(ports, redemption);
    const use = started(admitUse(ports.limits, token.credentialStamp, redemption.now));
    if (asksServer) {
      await use;
    }
    const account = await ports.accounts.findRedeemable(token, redemption);
    if (account !== undefined) {
      await use;
    }
    return redeem(ports, redemption, token, account);
  };
  return countRefusals(ports.limits, caller, redeemed(), isRefusedToken);
}

/**
 * Spends a reset token for an application that acts for the person. It counts against the application, and against nothing else.
 *
 * @param redemption.admission resolves to the application; to null if the product's own server judges it
 * @returns the account as it is afterwards
 * @throws {ResetError} `token-refused`, `password-refused`, `outcome-unknown`, or what the admission throws
 */
export async function redeemTokenForApplication(
  ports: RedeemingPorts,
  { admission, ...redemption }: Redemption & { admission: Promise<Application | null> },
): Promise<Account> {
  const [token, application] = await besideAdmission(findToken(ports, redemption), admission);
  const account = await ports.accounts.findRedeemable(token, redemption);
  const isAllowed = application === null || mayManageProfiles(application, token.tenant);
  return redeem(ports, redemption, token, isAllowed ? account : undefined);
}

type RedeemingPorts = Reach<'resetTokens.find' | 'resetTokens.notBefore' | 'accounts.findRedeemable' | 'accounts.setPassword'>;

/**
 * The account is looked at before the password is checked and hashed, so a bad token costs no hash, and only the holder of a good one learns why a
 * password is refused (E5). A refused password leaves the token good (K5). The conditional write makes the token work once: of many redemptions of
 * one token, or of several tokens of one account, only one succeeds (K2).
 */
async function redeem(
  ports: Reach<'accounts.setPassword'>,
  redemption: Redemption,
  token: ResetToken,
  account: AccountReference | undefined,
): Promise<Account> {
  try {
    return await setOrRefuse(ports, redemption, token, account);
  } catch (error) {
    if (error instanceof ResetError) {
      error.tokenHash = token.tokenHash;
    }
    throw error;
  }
}

async function setOrRefuse(
  ports: Reach<'accounts.setPassword'>,
  { token: given, newPassword, mustBeEnabled, rules, languages, cause, now }: Redemption,
  token: ResetToken,
  account: AccountReference | undefined,
): Promise<Account> {
  if (account === undefined) {
    throw refusedToken(given);
  }
  const { credentialStamp, tenant, tokenHash } = token;
  // The token tells whose account it is. To read the account once more would cost a product's own server a call.
  const password = await acceptablePassword(newPassword, token, rules);
  const change = { password, credentialStamp, tenant, tokenHash, mustBeEnabled, languages, ...(cause && { cause }), now };
  return requireSet(await ports.accounts.setPassword(account, change), given);
}
