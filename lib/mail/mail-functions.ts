import type { TableId } from '#lib/dynamo/tables.ts';
import type { Verb } from '#lib/reset/reach.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** A function that a table's stream or SES invokes, as inert data. It is what a route is for a function that HTTP invokes. */
export type MailFunction = {
  /** Also the name of its file under functions/, its log field and its tests' title. */
  readonly id: `mail/${string}`;
  /** It reads the stream of this table. If absent, SES's reports on mails invoke it. */
  readonly table?: TableId;
  /** What it may do. Its code cannot reach anything else. */
  readonly touches: readonly Verb[];
  /** What orders its mails: a route with one of these verbs, each time that its log line has this value in this field. */
  readonly orders?: { readonly verbs: readonly Verb[]; readonly field: string; readonly value: string };
  /** A sentence on what its failure means to people. It is the alarm's text. */
  readonly onFailure: string;
};

export const mailFunctions = [
  {
    id: 'mail/send-reset-link',
    table: 'resetRequests',
    touches: [
      'accounts.find',
      'accounts.findByAddress',
      'accounts.takeStamp',
      'applications.find',
      'mailer.send',
      'resetRequests.find',
      'mailboxes.countMail',
      'mailNotes.noteAttempt',
      'resetRequests.markDone',
      'resetRequests.markDropped',
      'resetRequests.servedAccounts',
      'resetRequests.markServed',
      'resetRequests.markFailed',
      'resetRequests.countFailure',
      'resetTokens.notBefore',
      'resetTokens.put',
    ],
    orders: { verbs: ['resetRequests.put'], field: 'asking', value: 'accepted' },
    onFailure: 'People who asked for a new password wait for a mail that does not come.',
  },
  {
    id: 'mail/send-change-notice',
    table: 'accounts',
    touches: ['accounts.find', 'accounts.endNotice', 'accounts.countNoticeFailure', 'noticeTokens.put', 'mailer.send'],
    orders: { verbs: ['accounts.setPassword', 'shadows.settle', 'shadows.replaceStamp'], field: 'notice', value: 'due' },
    onFailure: 'People are not told that their password was changed, so they would not notice if a stranger changed it.',
  },
  {
    id: 'mail/record-undeliverable',
    touches: ['accounts.markUndeliverable', 'mailNotes.noteDelivery'],
    onFailure: 'Mail keeps going to addresses that bounced or complained, until SES pauses all sending.',
  },
] as const satisfies readonly MailFunction[];

export type MailFunctionId = (typeof mailFunctions)[number]['id'];

/** The verbs that a mail function declares. */
export type TouchedBy<Id extends MailFunctionId> = Extract<(typeof mailFunctions)[number], { id: Id }>['touches'][number];

/** DynamoDB keeps a record for a day. An hour before that ends, there is still time to send it to the failure queue. */
const longestTriedMinutes = 23 * 60;

/**
 * How many minutes the stream keeps giving a record to its mail function. A link must not have expired when its mail
 * arrives, so its record is given up one minute before the link expires.
 */
export function recordTriedMinutes(
  id: MailFunction['id'],
  { tokenLifetimeMinutes }: Pick<Settings, 'tokenLifetimeMinutes'>,
): number {
  return id === 'mail/send-reset-link' ? tokenLifetimeMinutes - 1 : longestTriedMinutes;
}
