import type { CanonicalAddress, Undeliverable } from './address.ts';
import type { Device } from './device.ts';
import type { PasswordFault } from './errors.ts';

/**
 * What the rules of resetting need from the outside, and what they may rely on. An adapter keeps every MUST below, and the contract suites in
 * test/contracts/ check every adapter against them.
 */

export const realms = ['crafter-profile', 'crafter-studio', 'traffic-ops'] as const;
export type Realm = (typeof realms)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * `id` is the profile's id in Crafter Profile, the username in Traffic Ops (ADR 2), and in Crafter Studio the username as `canonicalId` writes it. If
 * the accounts of Traffic Ops or Crafter Studio stay in the product's own server, it is the number that the server gave the user.
 */
export type AccountReference = { realm: Realm; id: string };

export type Account = AccountReference & {
  username: string;
  email: string | null;
  enabled: boolean;
  externallyManaged: boolean;
  tenant: string | null;
  /**
   * Replaced whenever the password, address, tenant, enabled or externally-managed state changes, and when the account is created again. Of an account
   * that stays in the product's own server it covers what that server shows (docs/beside-your-product.md).
   */
  credentialStamp: string;
  /** Epoch milliseconds; 0 if the product does not tell. */
  createdOn: number;
  /** Epoch milliseconds. */
  lastModified: number;
  /** BCP 47, or null for the default. */
  locale: string | null;
  /** The last bounce or complaint. Reset mails are held back while it lasts and this is still the account's address (`deliverableAddress`). */
  undeliverable: Undeliverable | null;
  /** Epoch milliseconds of the password change, until the notice of it has been sent. */
  noticeDue: number | null;
  /** That the owner wants no mail that strangers ask for. It counts only while its address is still the account's. */
  hold: Hold | null;
  /** That the owner said that a change was not theirs. It stays when it has ended, so that no older notice closes the account again. */
  closed: Closure | null;
  hasPassword: boolean;
  /** What only its product has: roles, attributes, names, … */
  details: { readonly [key: string]: Json };
};

/** When the owner stopped something from a mail, and from where: for the audit record, as `Cause`. */
export type OwnerStop = Pick<Cause, 'address' | 'requestId'> & {
  /** Epoch milliseconds. */
  now: number;
};

export type Hold = {
  /** The address as it was stored when the mail went out. */
  address: string;
  /** Epoch milliseconds: what is asked for from then on is mailed again. */
  until: number;
};

/** While an account is closed, nothing that is asked for is mailed, so nobody gets a link that could open it. */
export type Closure = {
  /** Epoch milliseconds: when the owner said it. */
  since: number;
  /** Epoch milliseconds: what is asked for from then on is mailed again. */
  until: number;
};

/** Who changed a password, and from where: for the audit record, which the write itself carries (A7). It decides nothing. */
export type Cause = {
  by: 'owner' | 'administrator';
  /** The `sub` of an administrator's token. Null if Rekey does not know it. */
  actor: string | null;
  /** As it is counted (`Caller.address`). */
  address: string;
  requestId: string;
};

/** What was remembered of an account when its link was mailed, or when the link opened a session. */
export type Stamped = Pick<ResetToken, 'realm' | 'accountId' | 'credentialStamp' | 'tenant' | 'tokenHash'>;

export type PasswordChange = {
  /** The password policy has accepted it. */
  password: string;
  /** The stamp under which the change was allowed. */
  credentialStamp: string;
  /** The tenant under which the change was allowed. */
  tenant: string | null;
  /** Of the token that is redeemed. Absent if an administrator sets the password. */
  tokenHash?: string;
  /** A disabled account is refused too. */
  mustBeEnabled: boolean;
  /** Entries of `details` to replace in the same write. */
  details?: { readonly [key: string]: Json };
  /** As in `ResetRequest`, for the notice. Absent if the owner did not make the request: then an administrator did. */
  languages?: string;
  cause?: Cause;
  /** Epoch milliseconds. */
  now: number;
};

export type PasswordChangeOutcome =
  | { outcome: 'set'; account: Account }
  /** The stamp or the tenant is another one. */
  | { outcome: 'stamp-changed' }
  | { outcome: 'account-gone-or-closed' }
  /** The product's own server refuses this password. The link stays good. */
  | { outcome: 'refused-there'; fault: PasswordFault }
  /** No answer of the product's own server told whether the password was set. The link is dead, unless the server shows later that it was not. */
  | { outcome: 'unknown' }
  /** The product's own server does not accept Rekey's credential. The link stays good. */
  | { outcome: 'misconfigured'; problem: string };

/** How a notice ended, for the audit record. */
export type NoticeEnding = {
  /** `sent`, or why it was not sent. */
  outcome: string;
  /** Epoch milliseconds. */
  at: number;
};

export type Accounts = {
  /**
   * MUST read consistently: it sees every write that was answered. MUST find an account by any id with the same `canonicalId`. The account that it
   * returns names the id that every other verb needs.
   */
  find(reference: AccountReference): Promise<Account | undefined>;
  /** The account, if nothing that its stamp covers has changed since it was remembered. MUST read as `find` does. */
  findUnchanged(stamped: Stamped, now: number): Promise<Account | undefined>;
  /**
   * The account to give to `setPassword`, if that is worth a try: the account is open and unchanged, as far as can be told without much work of the
   * product's own server. `setPassword` looks again.
   */
  findRedeemable(stamped: Stamped, check: { mustBeEnabled: boolean; now: number }): Promise<AccountReference | undefined>;
  /** What a token for this account must remember. It may cost the product's own server many calls, so only the mailer asks for it. */
  takeStamp(account: Account): Promise<string>;
  /**
   * Accounts of the realm with an address that has this canonical form (M2). MUST return only accounts that have the address at the time of the
   * call. MAY miss one that got it within the last seconds.
   *
   * @param typed the address as it was typed: a product's own server may tell letter cases apart
   */
  findByAddress(realm: Realm, address: CanonicalAddress, typed?: string): Promise<readonly Account[]>;
  /** Whether `findByAddress` finds any. MAY be some seconds late. */
  hasAddress(realm: Realm, address: CanonicalAddress, typed?: string): Promise<boolean>;
  /**
   * MUST be one atomic write, done only if the account's stamp and tenant are still the given ones (K6), the account is not externally managed
   * and, with `mustBeEnabled`, it is enabled. It stores the password, a new stamp, `lastModified`, `noticeDue`, the languages of the notice, the cause, and
   * who changed the password when.
   * MUST report `set` if an earlier attempt of the same call got through and only its answer was lost. MUST write nothing on any other outcome.
   */
  setPassword(reference: AccountReference, change: PasswordChange): Promise<PasswordChangeOutcome>;
  /**
   * Clears `noticeDue`, the languages of the notice and the cause of the change if `noticeDue` is still the given time, and stores how the notice ended.
   * Otherwise it does nothing.
   */
  endNotice(reference: AccountReference, noticeDue: number, ending: NoticeEnding): Promise<void>;
  /**
   * Counts an unexplained failure of this notice. MUST return the number of failures, this one included, or undefined if the notice is no longer
   * due.
   */
  countNoticeFailure(reference: AccountReference, noticeDue: number): Promise<number | undefined>;
  /**
   * Marks the accounts that `findByAddress` returns for this address as `undeliverable`, each with its own spelling of the address. MUST NOT keep
   * mail from an address that the account gets in between. MUST leave the stamp alone. A bounce MUST NOT replace a complaint about the same address,
   * because the bounce's mark ends by itself. If the accounts stay in the product's own server, it marks the address, whoever has it.
   *
   * @returns how many accounts or addresses are marked now
   */
  markUndeliverable(realm: Realm, address: CanonicalAddress, mark: Omit<Undeliverable, 'address'>): Promise<number>;
};

/** What an owner can stop from a mail. It changes only what Rekey itself keeps of the account. MUST call no product's own server. */
export type Stops = {
  /**
   * Ends all tokens and sessions of the account. MUST be one atomic write, done only if the stamp is still the remembered one. MUST leave the password
   * and a claim (`Shadows.claim`) alone.
   *
   * @param stop.hold as in `Account`; null leaves it as it is
   * @returns whether it was done. MUST be true if an earlier attempt of the same call got through and only its answer was lost.
   */
  cancelLinks(
    stamped: Pick<Stamped, 'realm' | 'accountId' | 'credentialStamp'>,
    stop: OwnerStop & { hold: Hold | null },
  ): Promise<boolean>;
  /**
   * Closes the account, and ends all its tokens and sessions. MUST be one atomic write, done only if the account has not been closed since
   * `changedAt`: then a replayed notice, and one that an earlier owner of the address got, closes nothing more. MUST leave a claim alone.
   *
   * @param stop.changedAt epoch milliseconds: the change that the owner was told about
   * @param stop.until as in `Closure`
   * @returns as `cancelLinks`
   */
  close(reference: AccountReference, stop: OwnerStop & { changedAt: number; until: number }): Promise<boolean>;
};

/** Who asked. Each has a mail limit of their own, so that a stranger cannot use up an administrator's. */
export const askers = ['anonymous', 'application', 'administrator'] as const;
export type Asker = (typeof askers)[number];

export type ResetRequestKey = {
  realm: Realm;
  asker: Asker;
  /** The account's id; for Traffic Ops the canonical mail address. Adapters MUST treat identifiers with the same `canonicalId` as the same key. */
  identifier: string;
};

export type ResetRequest = ResetRequestKey & {
  /** The identifier as it was typed. */
  typed: string;
  /** Identifies this request in the logs of all functions. */
  requestId: string;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Crafter Profile: the URL to mail, which is on the allow-list of the application. Otherwise null. */
  link: string | null;
  /** The key of that application: the hash of its access token id. */
  application: string | null;
  /** The request's Accept-Language: BCP 47 languages, the preferred one first. Empty if it named none. */
  languages: string;
  /** Where the request came from, as it is counted (`Caller.address`), for the audit record. Absent if the command line asked. */
  address?: string;
  /** The `sub` of the administrator or the name of the application, for the audit record. Absent if anyone asked. */
  actor?: string;
  /** The IANA time zone that the request named; the mail checks it. Null if it named none. */
  timeZone: string | null;
  /** What the person asked with. Null if that is not known, or if somebody else asked. */
  device: Device | null;
};

export type StoredResetRequest = ResetRequest & {
  /** Counts the accepted requests of this key, so a later request has a higher sequence. */
  sequence: number;
  /** The highest settled sequence (mailed, dropped or failed for good); 0 if there is none. */
  mailedFor: number;
};

/** The longer window is the life of a link, so a person who uses the limit up leaves the owner with a link that works (M7). */
export type MailLimits = { mailsPerMinute: number; mailsPerTokenLifetime: number; tokenLifetimeMinutes: number };

/** `throttled`: the account has had its mails for now. The caller gets the same answer. */
export type RequestOutcome = 'accepted' | 'throttled';

/** What became of a request, for the audit record. */
export type Settlement = {
  /** `sent`, or why some account or all got no mail. */
  outcome: string;
  /** The accounts that got a mail. */
  mailed: readonly MailedAccount[];
  /** Epoch milliseconds. */
  at: number;
};

export type MailedAccount = Pick<Account, 'id' | 'tenant'>;

export type Served = {
  sequence: number;
  accountId: string;
  /** Epoch milliseconds. */
  now: number;
};

export type ResetRequests = {
  /**
   * MUST be one atomic write, done only if fewer than `mailsPerMinute` requests of this key were accepted in the last 60 s and fewer than
   * `mailsPerTokenLifetime` in the last `tokenLifetimeMinutes` (an exact sliding log, M7). An accepted request MUST reach the mailer at least once.
   */
  put(request: ResetRequest, limits: MailLimits): Promise<RequestOutcome>;
  /** MUST read consistently. */
  find(key: ResetRequestKey): Promise<StoredResetRequest | undefined>;
  /**
   * Records that this sequence and those before it are settled, and how. If the sequence is settled already, its outcome MUST stay, unless this settlement
   * mailed somebody.
   */
  markDone(key: ResetRequestKey, sequence: number, settlement: Settlement): Promise<void>;
  /** As `markDone`, and keeps the outcome as the reason of the failure for the operator. */
  markFailed(key: ResetRequestKey, sequence: number, settlement: Settlement): Promise<void>;
  /** Like `markDone`, and tells the operator by the outcome why someone got no mail. */
  markDropped(key: ResetRequestKey, sequence: number, settlement: Settlement): Promise<void>;
  /**
   * Counts an unexplained failure of this request. MUST return the number of failures, this one included, or undefined if a later request has
   * replaced it.
   */
  countFailure(key: ResetRequestKey, sequence: number): Promise<number | undefined>;
  /** The ids of the accounts that `markServed` was called for with this sequence. MUST read consistently. */
  servedAccounts(key: ResetRequestKey, sequence: number): Promise<ReadonlySet<string>>;
  /** Records that an account was mailed to. MUST NOT reach the mailer as a request. */
  markServed(key: ResetRequestKey, served: Served): Promise<void>;
};

export type ResetToken = {
  /** SHA-256 of the token. The token itself is never stored. */
  tokenHash: string;
  realm: Realm;
  accountId: string;
  /** The stamp that the account had when the token was minted. */
  credentialStamp: string;
  username: string;
  email: string | null;
  tenant: string | null;
  /** Epoch milliseconds: when the link was asked for. Of a token of a version that did not store it, 0. */
  requestedAt: number;
  /** Epoch milliseconds: the first moment at which the token is refused. */
  expiresAt: number;
};

export type ResetTokens = {
  put(token: ResetToken): Promise<void>;
  /** MUST read consistently. MAY return an expired token: the caller checks the time (K1). */
  find(tokenHash: string): Promise<ResetToken | undefined>;
  /**
   * When the whole realm was last revoked, in epoch milliseconds; 0 if it never was. Whatever was asked for before that has ended: waiting requests,
   * links and sessions (`isRevoked`). MUST read consistently. MUST NOT go back.
   */
  notBefore(realm: Realm): Promise<number>;
};

/** What the notice of a changed password opens. It opens no account: it can only close one. */
export type NoticeToken = {
  /** SHA-256 of the token, which only the mail holds. */
  tokenHash: string;
  realm: Realm;
  accountId: string;
  /** Epoch milliseconds: the change that the notice is about. */
  changedAt: number;
  /** Epoch milliseconds: the first moment at which the token is refused. */
  expiresAt: number;
};

export type NoticeTokens = {
  /** MUST NOT store it where `ResetTokens.find` finds it. */
  put(token: NoticeToken): Promise<void>;
  /** MUST read consistently. MUST NOT find what `ResetTokens.put` stored. MAY return an expired token. */
  find(tokenHash: string): Promise<NoticeToken | undefined>;
};

type TenantPermission = { tenant: string; allowedActions: readonly string[] };

export type Application = {
  /** SHA-256 of the access token id; the id itself is never stored. */
  accessTokenHash: string;
  name: string;
  tenantPermissions: readonly TenantPermission[];
  /** Epoch milliseconds, or null for never. */
  expiresOn: number | null;
  resetPasswordUrls: readonly string[];
};

export type Applications = {
  /** MUST read consistently, so that a revoked access token is refused at once. */
  find(accessTokenHash: string): Promise<Application | undefined>;
};

type Count = { within: true } | { within: false; retryAfterSeconds: number };

export type Limits = {
  /**
   * Counts one request of `key` in the current window of five minutes and tells whether it is within `maximum`. MUST be atomic. MUST report the
   * key as over the limit if the store throttles it. MUST throw if the store is away.
   */
  count(key: string, maximum: number, now: number): Promise<Count>;
};

export type CountedMail = {
  /** Names the mailbox in all its spellings (`mailboxKey`). */
  mailbox: string;
  /** The same for each attempt to send the same mail, and for no other mail. */
  mailId: string;
  /** How many mails the mailbox may get in any `windowMs` milliseconds. */
  maximum: number;
  windowMs: number;
  /** Epoch milliseconds. */
  now: number;
};

export type Mailboxes = {
  /**
   * Counts a mail to a mailbox and tells whether the mailbox may get it (an exact sliding log, M13). MUST be atomic. MUST admit a mail that it has
   * admitted before without counting it again, so that an attempt that failed can be repeated. MUST throw if the store is away or throttles.
   */
  countMail(mail: CountedMail): Promise<boolean>;
};

/** What became of a mail when it was to be sent. `refused`: SES will never take it. */
export const mailAttempts = [
  'sent',
  'refused',
  'no-address',
  'undeliverable-address',
  'account-closed',
  'stopped-by-owner',
  'mailbox-full',
] as const;
export type MailAttempt = (typeof mailAttempts)[number];

/** What SES reported about a mail that it had taken. `bounced-for-now`: the mailbox may take the next one. */
export const deliveryOutcomes = ['delivered', 'bounced', 'bounced-for-now', 'complained', 'rejected'] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

export type NotedMail = AccountReference & {
  /** As in `CountedMail`. */
  mailId: string;
  /** Of the request that ordered the mail. */
  requestId: string;
  /** Epoch milliseconds. */
  requestedAt: number;
  outcome: MailAttempt;
  /** Epoch milliseconds. */
  now: number;
};

/** What the operator can see of each mail, for as long as of its request. */
export type MailNotes = {
  /** Keeps what became of a mail. MUST leave alone what `noteDelivery` keeps of it. MUST NOT reach the mailer as a request. */
  noteAttempt(mail: NotedMail): Promise<void>;
  /**
   * Keeps what SES reported about a mail, also before `noteAttempt`. A delivery MUST NOT replace another outcome, because a server may accept a mail and
   * return it afterwards. MUST NOT reach the mailer as a request.
   */
  noteDelivery(report: { mailId: string; outcome: DeliveryOutcome; now: number }): Promise<void>;
};

export type Mail = {
  /** Names the mail in the reports about it, and says nothing about a person. Absent if nobody asks what became of it. */
  id?: string;
  /** One address, as stored with the account. */
  to: string;
  /** BCP 47. */
  language: string;
  subject: string;
  html: string;
  text: string;
};

/** Thrown by a mailer that will never accept this mail, however often it is tried. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

export type Mailer = {
  /** Resolves when the mail was accepted. MUST throw `MailRefused` if trying again is useless. MUST send to `to` and nobody else. */
  send(mail: Mail): Promise<void>;
};

/** The current version first, then the previous one, so that a rotation needs no deploy. */
export type SecretVersions = readonly [string, ...string[]];

/** MUST refuse a current secret of less than 32 bytes, and MUST NOT give a previous one of less (A6). */
export type Secrets = {
  /** These sign the tokens of administrators. */
  administrators(): Promise<SecretVersions>;
  /** These sign the cookies of Traffic Ops. */
  trafficOpsSessions(): Promise<SecretVersions>;
  /** Rekey's own access token at Crafter Profile. */
  crafterProfile(): Promise<SecretVersions>;
  /** Rekey's own access token at Crafter Studio. */
  crafterStudio(): Promise<SecretVersions>;
};

/** Whether the password is among the 10,000 most common, ignoring letter case (W1). */
export type IsCommonPassword = (password: string) => Promise<boolean>;
