import type {
  Accounts,
  Applications,
  Limits,
  Mailboxes,
  Mailer,
  MailNotes,
  NoticeTokens,
  ResetRequests,
  ResetTokens,
  Secrets,
  Stops,
} from './ports.ts';
import type { Shadows } from './shadows.ts';

export type Ports = {
  accounts: Accounts;
  shadows: Shadows;
  stops: Stops;
  resetRequests: ResetRequests;
  resetTokens: ResetTokens;
  noticeTokens: NoticeTokens;
  applications: Applications;
  limits: Limits;
  mailboxes: Mailboxes;
  mailNotes: MailNotes;
  mailer: Mailer;
  secrets: Secrets;
};

/** One thing that a function may do, for example `accounts.find`. Routes declare them, and IAM policies and types follow. */
export type Verb = { [P in keyof Ports]: `${P}.${keyof Ports[P] & string}` }[keyof Ports];

/**
 * The ports cut down to the given verbs: the intersection of one grant for each verb. For example
 * `Reach<'accounts.find' | 'limits.count'>` is
 * `{ accounts: { find(reference): Promise<Account | undefined> } } & { limits: { count(key, maximum, now): Promise<Count> } }`.
 */
export type Reach<V extends Verb> = (V extends Verb ? (grant: Grant<V>) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** What one verb gives: `Grant<'accounts.find'>` is `{ accounts: { find(reference): … } }`. */
type Grant<V extends Verb> = V extends `${infer P extends keyof Ports}.${infer M}`
  ? { [name in P]: Pick<Ports[P], M & keyof Ports[P]> }
  : never;
