import type { MailAttempt, MailedAccount } from './ports.ts';

/** What happened to one record of a stream. */
export type MailOutcome = {
  mailsSent: number;
  mailsDropped: number;
  /** How many of the dropped mails were held back, because their mailbox has had its mails for now (M13). */
  mailsHeldBack: number;
  /** The obstacle if there was one. For the log and the operator; it says nothing about a person. */
  reason: 'sent' | 'already-done' | 'too-old' | 'revoked' | 'no-account' | 'link-not-allowed' | MailObstacle;
};

/** What happened to a request, with the accounts that got its mail in this attempt or in an earlier one. */
export type ResetMailOutcome = MailOutcome & { mailed: readonly MailedAccount[] };

export type MailObstacle = Exclude<MailAttempt, 'sent' | 'refused'>;

export const alreadyDone: MailOutcome = { mailsSent: 0, mailsDropped: 0, mailsHeldBack: 0, reason: 'already-done' };

/** Nothing was sent for this record, and nothing will be. */
export function dropped(reason: MailOutcome['reason']): MailOutcome {
  return { mailsSent: 0, mailsDropped: 1, mailsHeldBack: 0, reason };
}

export function toNobody(outcome: MailOutcome): ResetMailOutcome {
  return { ...outcome, mailed: [] };
}
