import { isOpen } from './account.ts';
import { deliverableAddress, mailboxKey } from './address.ts';
import type { KeptTokens } from './kept-tokens.ts';
import { type LinkContext, type LinkTarget, mailRules } from './link-target.ts';
import type { MailObstacle } from './mail-outcome.ts';
import type { Account, Asker, Mail, ResetRequest, StoredResetRequest } from './ports.ts';
import type { Reach } from './reach.ts';
import { sha256 } from './token.ts';
import { canonicalId } from './typed-name.ts';

export type ResetLinkLetter = {
  account: Account & { email: string };
  asker: Asker;
  /** The name of the application, if one asked. */
  application: string | null;
  link: string;
  /** Where the owner ends the link without using it. Null if Rekey does not know its own address. */
  cancelLink: string | null;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Epoch milliseconds. */
  sentAt: number;
} & Pick<ResetRequest, 'languages' | 'timeZone' | 'device'>;

export type ResetLinkContext = LinkContext & {
  tokenLifetimeMs: number;
  keptTokens: KeptTokens;
  cancelLinkFor: (token: string) => string | null;
  compose: (letter: ResetLinkLetter) => Mail;
};

/** How many reset mails one mailbox gets in an hour, or in the life of a link if that is shorter (M13). */
export const mailsPerMailbox = 10;

/** A window that is longer than the life of a link would let a stranger leave the owner without a live link (M7). */
const longestWindowMs = 3_600_000;

/**
 * Mails the link of a request to one account.
 *
 * @returns why the account gets no mail, if it gets none
 * @throws {MailRefused} if the mail will never go out
 */
export async function mailResetLink(
  ports: Reach<'accounts.takeStamp' | 'mailboxes.countMail' | 'resetTokens.put' | 'mailer.send'>,
  account: Account,
  request: StoredResetRequest,
  { application, linkFor }: LinkTarget,
  { now, tokenLifetimeMs, keptTokens, cancelLinkFor, compose }: ResetLinkContext,
): Promise<MailObstacle | undefined> {
  if (!isOpen(account, { mustBeEnabled: !mailRules[account.realm].mailsDisabledAccounts })) {
    return 'account-closed';
  }
  if (isStopped(account, request)) {
    return 'stopped-by-owner';
  }
  const address = deliverableAddress(account, now);
  if ('obstacle' in address) {
    return address.obstacle;
  }
  const mailId = mailIdOf(request, account);
  const windowMs = Math.min(longestWindowMs, tokenLifetimeMs);
  const counted = { mailbox: mailboxKey(address.email), mailId, maximum: mailsPerMailbox, windowMs, now };
  if (!(await ports.mailboxes.countMail(counted))) {
    return 'mailbox-full';
  }
  const { asker, requestedAt, languages, timeZone, device } = request;
  const { realm, id: accountId, username, email, tenant } = account;
  const credentialStamp = await ports.accounts.takeStamp(account);
  const expiresAt = requestedAt + tokenLifetimeMs;
  const stored = { realm, accountId, credentialStamp, username, email, tenant, requestedAt, expiresAt };
  // A token counts for the account as it was when the token was stored. If the account has changed since, the mail needs another token.
  const mail = JSON.stringify([mailId, stored]);
  const { token, tokenHash, isStored } = keptTokens.tokenFor(mail);
  const owner = { ...account, ...address };
  const links = { link: linkFor(token), cancelLink: cancelLinkFor(token) };
  const told = { asker, application, requestedAt, expiresAt, sentAt: now, languages, timeZone, device };
  const message = compose({ account: owner, ...links, ...told });
  if (!isStored) {
    await ports.resetTokens.put({ tokenHash, ...stored });
    keptTokens.keep(mail, { token, tokenHash, expiresAt }, now);
  }
  await ports.mailer.send({ ...message, id: mailId });
  keptTokens.forget(mail);
  return undefined;
}

/**
 * Whether the owner has stopped the mail that was asked for. The moment of the request counts, because a request has to come after the stop has
 * ended. An administrator's request is not a stranger's, but a closed account gets no link of anyone's until the operator opens it.
 */
function isStopped({ email, hold, closed }: Account, { asker, requestedAt }: StoredResetRequest): boolean {
  const isHeld = hold !== null && hold.address === email && requestedAt < hold.until && asker !== 'administrator';
  return isHeld || (closed !== null && requestedAt < closed.until);
}

/** Names the mail of a request to one account. Half of a hash is enough to tell mails apart. */
export function mailIdOf(
  { realm, asker, identifier, sequence }: Pick<StoredResetRequest, 'realm' | 'asker' | 'identifier' | 'sequence'>,
  { id }: Pick<Account, 'id'>,
): string {
  return sha256(JSON.stringify([realm, asker, canonicalId({ realm, id: identifier }), sequence, id])).slice(0, 32);
}
