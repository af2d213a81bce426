import { isOpen } from './account.ts';
import { besideAdmission } from './beside-admission.ts';
import { ResetError } from './errors.ts';
import type { Account, Realm, ResetToken } from './ports.ts';
import type { Reach } from './reach.ts';
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
  ports: Reach<'resetTokens.find' | 'accounts.findUnchanged'>,
  check: TokenCheck & { admission: Promise<unknown> },
): Promise<{ token: ResetToken; account: Account }> {
  const [token] = await besideAdmission(findToken(ports, check), check.admission);
  const account = await ports.accounts.findUnchanged(token, check.now);
  if (account === undefined || !isOpen(account, { mustBeEnabled: true })) {
    throw refusedToken(check.token);
  }
  return { token, account };
}

/** Every bad token gets this refusal (E5). */
export function refusedToken(given: string): ResetError {
  return new ResetError('token-refused', { given });
}
