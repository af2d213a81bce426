import { isSameAddress } from './address.ts';
import type { MailObstacle } from './mail-outcome.ts';
import type { Account } from './ports.ts';
import { singleAddress } from './single-address.ts';

/** The address to which the account's mail goes, or why it gets none: it has none that mail can be sent to, or that one bounced (M10). */
export function mailAddress({ email, undeliverableAddress }: Account): { email: string } | { obstacle: MailObstacle } {
  if (email === null || singleAddress(email) === undefined) {
    return { obstacle: 'no-address' };
  }
  const bounced = undeliverableAddress !== null && isSameAddress(undeliverableAddress, email);
  return bounced ? { obstacle: 'undeliverable-address' } : { email };
}
