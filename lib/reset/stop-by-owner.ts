import { isRefusedToken, isRevoked, refusedToken } from './check-token.ts';
import { type Caller, countRefusals } from './limits.ts';
import type { AccountReference } from './ports.ts';
import type { Reach } from './reach.ts';
import { isWellFormedToken, sha256 } from './token.ts';

/** How long strangers cannot have mails sent to an owner who does not want them, and how long an account stays closed. */
const stopMilliseconds = 86_400_000;

type Stop = {
  token: string;
  caller: Caller;
  requestId: string;
};

/**
 * Ends all links of an account, for the owner who did not ask for one. The link's own token is the proof of the mailbox, so only the mailbox that got
 * the mail can do this. The password stays.
 *
 * @param stop.holds whether strangers' requests for this account are not mailed for a day
 * @throws {ResetError} `token-refused`, `too-many-requests`
 */
export function cancelRequest(
  ports: Reach<'resetTokens.find' | 'resetTokens.notBefore' | 'stops.cancelLinks' | 'limits.count'>,
  { token: given, caller, requestId, holds }: Stop & { holds: boolean },
): Promise<AccountReference> {
  const { address, now } = caller;
  const cancelled = async () => {
    const token = isWellFormedToken(given) ? await ports.resetTokens.find(sha256(given)) : undefined;
    if (token === undefined || token.expiresAt <= now || isRevoked(token, await ports.resetTokens.notBefore(token.realm))) {
      throw refusedToken(given);
    }
    const hold = holds && token.email !== null ? { address: token.email, until: now + stopMilliseconds } : null;
    if (!(await ports.stops.cancelLinks(token, { hold, address, requestId, now }))) {
      throw refusedToken(given);
    }
    return { realm: token.realm, id: token.accountId };
  };
  return countRefusals(ports.limits, caller, cancelled(), isRefusedToken);
}

/**
 * Closes an account for a day, for the owner who was told about a change that was not theirs, and ends all its links and sessions. The token comes
 * from the notice of that change, so only the mailbox that got the notice can do this, once, and for no longer than a day.
 *
 * @throws {ResetError} `token-refused`, `too-many-requests`
 */
export function disownChange(
  ports: Reach<'noticeTokens.find' | 'stops.close' | 'limits.count'>,
  { token: given, caller, requestId }: Stop,
): Promise<AccountReference> {
  const { address, now } = caller;
  const closed = async () => {
    const token = isWellFormedToken(given) ? await ports.noticeTokens.find(sha256(given)) : undefined;
    if (token === undefined || token.expiresAt <= now) {
      throw refusedToken(given);
    }
    const { realm, accountId: id, changedAt } = token;
    if (!(await ports.stops.close({ realm, id }, { changedAt, until: now + stopMilliseconds, address, requestId, now }))) {
      throw refusedToken(given);
    }
    return { realm, id };
  };
  return countRefusals(ports.limits, caller, closed(), isRefusedToken);
}
