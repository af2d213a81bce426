import { singleAddress } from './address.ts';
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
};

/**
 * Tells the owner of an account that its password was changed (M11), even if the address bounced or complained: a person who got the address marked must
 * not be able to change the password unnoticed (M10). A record that is delivered again sends nothing (M9). If the outcome of the
 * first attempt was unknown, there may be two mails.
 *
 * @param now epoch milliseconds
 * @throws {MailRefused} if the mail will never go out
 */
export async function sendChangeNotice(
  ports: Reach<'accounts.find' | 'accounts.endNotice' | 'mailer.send'>,
  job: ChangeNoticeJob,
  compose: (notice: ChangeNotice) => Mail,
  now: number,
): Promise<MailOutcome> {
  const account = await ports.accounts.find(job.account);
  if (account?.noticeDue !== job.noticeDue) {
    return alreadyDone;
  }
  const { email } = account;
  const isMailable = email !== null && singleAddress(email) !== undefined;
  if (isMailable) {
    await ports.mailer.send(compose({ account: { ...account, email }, changedAt: job.noticeDue, languages: job.languages }));
  }
  const outcome = isMailable ? sent : dropped('no-address');
  await ports.accounts.endNotice(account, job.noticeDue, { outcome: outcome.reason, at: now });
  return outcome;
}

const sent: MailOutcome = { mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' };
