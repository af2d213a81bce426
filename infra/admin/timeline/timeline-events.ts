import { timeText } from '#infra/admin/terminal.ts';
import type { Asker, DeliveryOutcome, MailAttempt } from '#lib/reset/ports.ts';
import type { Timeline } from './read-timeline.ts';

export type TimelineEvent = {
  at: string;
  event: 'asked' | 'mail' | 'report' | 'password-changed' | 'realm-revoked' | 'address-marked';
  /** Who asked or changed the password, or what became of the mail. Null for the others. */
  detail: Asker | MailAttempt | DeliveryOutcome | 'owner' | string | null;
  requestId: string | null;
  text: string;
};

/** What happened, the earliest first. */
export function eventsOf({ account, resets, lastChange, notBefore }: Timeline): readonly TimelineEvent[] {
  const { undeliverable } = account;
  const events = [
    ...resets.flatMap(({ asker, requestedAt, requestId, attempt, delivery }) => [
      { time: requestedAt, event: 'asked' as const, detail: asker, requestId, text: asked[asker] },
      ...(attempt === null
        ? []
        : [{ time: attempt.at, event: 'mail' as const, detail: attempt.outcome, requestId, text: attempts[attempt.outcome] }]),
      ...(delivery === null
        ? []
        : [
            {
              time: delivery.at,
              event: 'report' as const,
              detail: delivery.outcome,
              requestId,
              text: deliveries[delivery.outcome],
            },
          ]),
    ]),
    ...(lastChange === null
      ? []
      : [
          {
            time: lastChange.at,
            event: 'password-changed' as const,
            detail: lastChange.by,
            requestId: null,
            text: changes[lastChange.by],
          },
        ]),
    ...(notBefore === 0
      ? []
      : [
          {
            time: notBefore,
            event: 'realm-revoked' as const,
            detail: null,
            requestId: null,
            text: 'An operator ended all links and sessions of the realm.',
          },
        ]),
    ...(undeliverable === null
      ? []
      : [
          {
            time: undeliverable.since,
            event: 'address-marked' as const,
            detail: undeliverable.cause,
            requestId: null,
            text: `Mail to ${undeliverable.address} was stopped after a ${undeliverable.cause}.`,
          },
        ]),
  ];
  return events.toSorted((a, b) => a.time - b.time).map(({ time, ...event }) => ({ at: timeText(time), ...event }));
}

const asked: { readonly [asker in Asker]: string } = {
  anonymous: 'Someone asked for a link.',
  application: 'An application asked for a link.',
  administrator: 'An administrator or an operator asked for a link.',
};

export const attempts: { readonly [outcome in MailAttempt]: string } = {
  sent: 'The mail was sent.',
  refused: 'SES refused the mail for good.',
  'no-address': 'No mail was sent: the account has no address that mail can go to.',
  'undeliverable-address': 'No mail was sent: an earlier mail to the address bounced, or its reader complained.',
  'account-closed': 'No mail was sent: the account is disabled, or another system keeps its password.',
  'stopped-by-owner': 'No mail was sent: the owner has stopped mails, or closed the account.',
  'mailbox-full': 'No mail was sent: the mailbox had its mails for this hour.',
};

const deliveries: { readonly [outcome in DeliveryOutcome]: string } = {
  delivered: 'The mail server of the address took the mail.',
  bounced: 'The mail bounced: the address does not work.',
  'bounced-for-now': 'The mail bounced for a reason that may pass, such as a full mailbox.',
  complained: 'The reader marked the mail as spam.',
  rejected: 'SES did not send the mail, because it took it for harmful.',
};

const changes = {
  owner: 'The password was changed by its owner, with a link.',
  administrator: 'The password was changed by an administrator.',
} as const;
