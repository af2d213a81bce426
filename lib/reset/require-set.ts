import { refusedToken } from './check-token.ts';
import { ResetError } from './errors.ts';
import type { Account, PasswordChangeOutcome } from './ports.ts';

/**
 * The account after its password was set. Every other outcome becomes its refusal.
 *
 * @param given the token as the caller gave it, for the refusal
 * @throws {ResetError} `token-refused`, `password-refused`, `outcome-unknown`
 * @throws {Error} if Rekey's credential at the product's own server does not work
 */
export function requireSet(change: PasswordChangeOutcome, given: string): Account {
  switch (change.outcome) {
    case 'set':
      return change.account;
    case 'stamp-changed':
    case 'account-gone-or-closed':
      throw refusedToken(given);
    case 'refused-there':
      throw new ResetError('password-refused', change.fault);
    case 'unknown':
      throw new ResetError('outcome-unknown', null);
    case 'misconfigured':
      throw new Error('the product’s own server does not accept Rekey’s credential');
  }
}
