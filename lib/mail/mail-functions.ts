import type { TableId } from '#lib/dynamo/tables.ts';
import type { Verb } from '#lib/reset/ports.ts';

/** A function that a table's stream or SES drives, as inert data: what a route is for a function that HTTP drives. */
export type MailFunction = {
  /** Also its file under functions/, its log field and its tests' title. */
  readonly id: `mail/${string}`;
  /** The table whose stream it reads. Without one, SES's reports of bounces and complaints wake it. */
  readonly table?: TableId;
  /** What it may do, and all that its code can reach. */
  readonly touches: readonly Verb[];
  /** A sentence on what its failure means to people; the alarm's text. */
  readonly onFailure: string;
};

export const mailFunctions = [
  {
    id: 'mail/send-reset-link',
    table: 'resetRequests',
    touches: [
      'accounts.find',
      'accounts.findByAddress',
      'applications.find',
      'mailer.send',
      'resetRequests.find',
      'resetRequests.markDone',
      'resetRequests.servedAccounts',
      'resetRequests.markServed',
      'resetRequests.markFailed',
      'resetRequests.countFailure',
      'resetTokens.put',
    ],
    onFailure: 'People who asked for a new password wait for a mail that does not come.',
  },
  {
    id: 'mail/send-change-notice',
    table: 'accounts',
    touches: ['accounts.find', 'accounts.endNotice', 'accounts.countNoticeFailure', 'mailer.send'],
    onFailure: 'People are not told that their password was changed, so they would not notice a stranger who did it.',
  },
  {
    id: 'mail/record-undeliverable',
    touches: ['accounts.markUndeliverable'],
    onFailure: 'Mail goes on to addresses that bounced or complained, until SES pauses the sending of mail for everybody.',
  },
] as const satisfies readonly MailFunction[];

export type MailFunctionId = (typeof mailFunctions)[number]['id'];

/** The verbs that a mail function declares. */
export type TouchedBy<Id extends MailFunctionId> = Extract<(typeof mailFunctions)[number], { id: Id }>['touches'][number];
