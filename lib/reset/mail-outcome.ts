/** What happened to one record of a stream. */
export type MailOutcome = {
  mailsSent: number;
  mailsDropped: number;
  /** How many of the dropped mails were held back, because their mailbox has had its mails for now (M13). */
  mailsHeldBack: number;
  /** The obstacle if there was one. For the log and the operator; it says nothing about a person. */
  reason: 'sent' | 'already-done' | 'too-old' | 'revoked' | 'no-account' | 'link-not-allowed' | MailObstacle;
};

export type MailObstacle = 'no-address' | 'undeliverable-address' | 'account-closed' | 'stopped-by-owner' | 'mailbox-full';

export const alreadyDone: MailOutcome = { mailsSent: 0, mailsDropped: 0, mailsHeldBack: 0, reason: 'already-done' };

/** Nothing was sent for this record, and nothing will be. */
export function dropped(reason: MailOutcome['reason']): MailOutcome {
  return { mailsSent: 0, mailsDropped: 1, mailsHeldBack: 0, reason };
}
