/** What happened to one record of a stream. */
export type MailOutcome = {
  mailsSent: number;
  mailsDropped: number;
  /** For the log. It says nothing about a person. */
  reason: 'sent' | 'already-done' | 'too-old' | 'no-account' | 'link-not-allowed' | MailObstacle;
};

export type MailObstacle = 'no-address' | 'undeliverable-address' | 'account-closed';

export const alreadyDone: MailOutcome = { mailsSent: 0, mailsDropped: 0, reason: 'already-done' };

/** Nothing was sent for this record, and nothing will be. */
export function dropped(reason: MailOutcome['reason']): MailOutcome {
  return { mailsSent: 0, mailsDropped: 1, reason };
}
