import { singleAddress } from './address.ts';
import type { KeptTokens } from './kept-tokens.ts';
import { alreadyDone, dropped, type MailOutcome } from './mail-outcome.ts';
import type { Account, AccountReference, Mail } from './ports.ts';
import type { Reach } from './reach.ts';

export type ChangeNoticeJob = {
  account: AccountReference;
  /** Epoch milliseconds of the change, from the record of the stream. */
  noticeDue: number;
  /** As in `ResetRequest`, from the request that changed the password. Empty if the owner did not make it. */
  languages: string;
};

export type ChangeNotice = {
  account: Account & { email: string };
  /** Epoch milliseconds. */
  changedAt: number;
  /** As in `ChangeNoticeJob`. */
  languages: string;
  /** What the owner can do. Null if Rekey does not know its own address, or has no such page. */
  links: {
    /** Where the owner closes the account. */
    disown: string | null;
    /** Where the owner asks for a link. */
    askAgain: string | null;
  };
};

export type NoticeContext = {
  /** Epoch milliseconds. */
  now: number;
  keptTokens: KeptTokens;
  disownLinkFor: (token: string) => string | null;
  askAgainLink: (account: Account) => string | null;
  compose: (notice: ChangeNotice) => Mail;
};

/** Long enough for a person who is on holiday. */
const noticeTokenLifetimeMs = 7 * 86_400_000;

/**
 * Tells the owner of an account that its password was changed (M11), even if the address bounced or complained: a person who got the address marked must
 * not be able to change the password unnoticed (M10). A record that is delivered again sends nothing (M9). If the outcome of the
 * first attempt was unknown, there may be two mails.
 *
 * @param now epoch milliseconds
 * @throws {MailRefused} if the mail will never go out
 */
export async function sendChangeNotice(
  ports: Reach<'accounts.find' | 'accounts.endNotice' | 'noticeTokens.put' | 'mailer.send'>,
  job: ChangeNoticeJob,
  context: NoticeContext,
): Promise<MailOutcome> {
  const account = await ports.accounts.find(job.account);
  if (account?.noticeDue !== job.noticeDue) {
    return alreadyDone;
  }
  const { email } = account;
  const isMailable = email !== null && singleAddress(email) !== undefined;
  if (isMailable) {
    await mailNotice(ports, { ...account, email }, job, context);
  }
  const outcome = isMailable ? sent : dropped('no-address');
  await ports.accounts.endNotice(account, job.noticeDue, { outcome: outcome.reason, at: context.now });
  return outcome;
}

const sent: MailOutcome = { mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' };

/** Another attempt in this process mails the same token (ADR 13). */
async function mailNotice(
  ports: Reach<'noticeTokens.put' | 'mailer.send'>,
  account: Account & { email: string },
  { noticeDue: changedAt, languages }: ChangeNoticeJob,
  { now, keptTokens, disownLinkFor, askAgainLink, compose }: NoticeContext,
): Promise<void> {
  const { realm, id: accountId } = account;
  const mail = JSON.stringify([realm, accountId, changedAt]);
  const { token, tokenHash, isStored } = keptTokens.tokenFor(mail);
  const disown = disownLinkFor(token);
  const message = compose({ account, changedAt, languages, links: { disown, askAgain: askAgainLink(account) } });
  if (disown !== null && !isStored) {
    const expiresAt = changedAt + noticeTokenLifetimeMs;
    await ports.noticeTokens.put({ tokenHash, realm, accountId, changedAt, expiresAt });
    keptTokens.keep(mail, { token, tokenHash, expiresAt }, now);
  }
  await ports.mailer.send(message);
  keptTokens.forget(mail);
}
