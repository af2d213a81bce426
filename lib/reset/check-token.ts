import { isOpen } from './account.ts';
import { besideAdmission } from './beside-admission.ts';
import { ResetError } from './errors.ts';
import type { Account, Reach, Realm, ResetToken } from './ports.ts';
import { isWellFormedToken, sha256 } from './token.ts';

export type TokenCheck = {
  realm: Realm;
  token: string;
  /** Epoch milliseconds. */
  now: number;
};

/**
 * The stored token, if it belongs to this realm and has not expired. A text that is not a well-formed token is refused without a read (K7).
 *
 * @throws {ResetError} `token-refused`
 */
export async function findToken(ports: Reach<'resetTokens.find'>, check: TokenCheck): Promise<ResetToken> {
  const found = isWellFormedToken(check.token) ? await ports.resetTokens.find(sha256(check.token)) : undefined;
  if (found === undefined || found.realm !== check.realm || found.expiresAt <= check.now) {
    throw refusedToken(check.token);
  }
  return found;
}

/**
 * Checks that a token could set a password now, without spending it: its account is open and has not changed since the token was minted.
 * @throws {ResetError} `token-refused`
 */
export async function checkToken(
  ports: Reach<'resetTokens.find' | 'accounts.find'>,
  check: TokenCheck & { admission: Promise<unknown> },
): Promise<{ token: ResetToken; account: Account }> {
  const [token] = await besideAdmission(findToken(ports, check), check.admission);
  const account = await requireLiveAccount(ports, token, { token: check.token, mustBeEnabled: true });
  return { token, account };
}

/**
 * The account of a stored token, if it has not changed since the token was minted and Rekey may set its password.
 *
 * @throws {ResetError} `token-refused`
 */
export async function requireLiveAccount(
  ports: Reach<'accounts.find'>,
  stored: ResetToken,
  { token, mustBeEnabled }: { token: string; mustBeEnabled: boolean },
): Promise<Account> {
  const account = await ports.accounts.find({ realm: stored.realm, id: stored.accountId });
  const isUnchanged = account?.credentialStamp === stored.credentialStamp && account.tenant === stored.tenant;
  if (account === undefined || !isUnchanged || !isOpen(account, { mustBeEnabled })) {
    throw refusedToken(token);
  }
  return account;
}

/** Every bad token gets this refusal (E5). */
export function refusedToken(given: string): ResetError {
  return new ResetError('token-refused', { given });
}
