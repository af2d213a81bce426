import { timeText } from '#infra/admin/terminal.ts';
import { deliverableAddress, undeliverableUntil } from '#lib/reset/address.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { Timeline } from './read-timeline.ts';
import { attempts } from './timeline-events.ts';

type LimitSettings = Pick<Settings, 'mailsPerMinute' | 'mailsPerTokenLifetime' | 'tokenLifetimeMinutes'>;
type Reset = Timeline['resets'][number];

const minute = 60_000;

/** Why no mail came, or what to do if it did, in sentences for the person who answers the call. The most important one comes first. */
export function explainTimeline(timeline: Timeline, settings: LimitSettings, now: number): readonly string[] {
  return [...whyNone(timeline, now), ...lastReset(timeline), ...limitUsedUp(timeline, settings, now), ...lastLink(timeline)];
}

/** What keeps every mail from this account. */
function whyNone({ account }: Timeline, now: number): string[] {
  const { enabled, externallyManaged, undeliverable } = account;
  const address = deliverableAddress(account, now);
  const sentences: [holds: boolean, sentence: string][] = [
    [!enabled, 'The account is disabled.'],
    [externallyManaged, 'Another system keeps the password of this account, so Rekey cannot reset it.'],
  ];
  const own = sentences.filter(([holds]) => holds).map(([, sentence]) => sentence);
  if (!('obstacle' in address)) {
    return own;
  }
  if (address.obstacle === 'no-address' || undeliverable === null) {
    return [...own, 'The account has no address that mail can go to.'];
  }
  const until = undeliverableUntil(undeliverable);
  const end = until === null ? 'until you lift that' : `until ${timeText(until)}, or until you lift that`;
  return [...own, `No reset mail goes to ${undeliverable.address} ${end}: addresses lift ${undeliverable.address}`];
}

function lastReset({ account, resets }: Timeline): string[] {
  const [last] = resets;
  if (last === undefined) {
    return [
      `Nobody has asked for a link for this account in the last 25 hours. ${otherName[account.realm]}`,
      'Someone who asks under a name or address that no account has gets the same answer, and no mail.',
    ];
  }
  return [`The last link was asked for at ${timeText(last.requestedAt)}. ${whatBecame(last)}`];
}

const otherName = {
  'crafter-profile': 'Ask which application sent the person there.',
  'crafter-studio': 'Ask which username the person typed.',
  'traffic-ops': 'Ask which address the person typed.',
} as const;

function whatBecame({ state, reason, attempt, delivery }: Reset): string {
  switch (state) {
    case 'waiting':
      return 'Its mail is waiting to be sent. If that takes more than a minute, see the runbook on mails that wait.';
    case 'failed':
      return `Its mail failed for good (${reason}). Ask for another one with resets send.`;
    case 'dropped':
      return attempt === null ? `No mail was sent (${reason}).` : attempts[attempt.outcome];
    case 'unknown':
      return attempt === null ? 'What became of its mail was not noted.' : attempts[attempt.outcome];
    case 'mailed':
      return delivery === null ? noReport : reports[delivery.outcome];
  }
}

const noReport =
  'SES took its mail and has not reported on it yet. Look into the spam folder. (On the local stack there are no reports.)';

const reports = {
  delivered: 'The mail server of the address took its mail. Look into the spam folder, and ask whoever runs that mail server.',
  bounced: 'Its mail bounced: the address does not work. Correct the address.',
  'bounced-for-now': 'Its mail bounced for a reason that may pass, such as a full mailbox. Ask again later.',
  complained: 'Its mail arrived, and the reader marked it as spam.',
  rejected: 'SES did not send its mail, because it took it for harmful.',
} as const;

/** A request over the limit is not stored, and whoever sends it is told nothing of it. */
function limitUsedUp({ resets }: Timeline, settings: LimitSettings, now: number): string[] {
  const times = resets.filter(({ asker }) => asker === 'anonymous').map(({ requestedAt }) => requestedAt);
  const ends = [
    { time: times[settings.mailsPerMinute - 1], window: minute },
    { time: times[settings.mailsPerTokenLifetime - 1], window: settings.tokenLifetimeMinutes * minute },
  ].map(({ time, window }) => (time === undefined ? 0 : time + window));
  const until = Math.max(...ends);
  return until > now
    ? [
        `The account has had its mails for now: whoever asks before ${timeText(until)} gets none and is not told. To mail a link all the same: resets send`,
      ]
    : [];
}

function lastLink({ resets, lastChange }: Timeline): string[] {
  const link = resets.find((reset) => reset.link !== null)?.link;
  if (link == null) {
    return [];
  }
  const changed = lastChange === null ? '' : ` The password was last changed at ${timeText(lastChange.at)}.`;
  return [
    {
      works: `The last link works until ${timeText(link.expiresAt)}.`,
      expired: `The last link expired at ${timeText(link.expiresAt)} without being used.`,
      revoked: 'The last link was ended with its whole realm.',
      'used-or-replaced': `The last link was used, or the account was changed since.${changed}`,
    }[link.state],
  ];
}
