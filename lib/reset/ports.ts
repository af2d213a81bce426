/**
 * What the rules of resetting need from the outside, and what they may rely on. An adapter keeps every MUST below;
 * the contract suites in test/ run the same sentences against each of them.
 */

export const realms = ['crafter-profile', 'crafter-studio', 'traffic-ops'] as const;
export type Realm = (typeof realms)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `id` is the profile's id in Crafter Profile; in Crafter Studio and Traffic Ops it is the username (ADR 2). */
export type AccountReference = { realm: Realm; id: string };

export type Account = AccountReference & {
  username: string;
  email: string | null;
  enabled: boolean;
  externallyManaged: boolean;
  tenant: string | null;
  /** Replaced whenever the password, address, enabled or externally-managed state changes, and when the account is created anew. */
  credentialStamp: string;
  /** Epoch milliseconds. */
  createdOn: number;
  /** Epoch milliseconds. */
  lastModified: number;
  /** BCP 47, or null for the default. */
  locale: string | null;
  /** The address that bounced or complained. Mail is held back only while it is still the account's address. */
  undeliverableAddress: string | null;
  /** Epoch milliseconds of a password change whose notice has not gone out yet. */
  noticeDue: number | null;
  /** What only that product has: roles, attributes, names, … */
  details: { readonly [key: string]: Json };
};

export type PasswordChange = {
  /** Already found acceptable by the password policy. */
  password: string;
  /** The stamp under which the change was allowed. */
  credentialStamp: string;
  /** The account must be enabled and not externally managed. */
  mustBeOpen: boolean;
  /** Entries of `details` to replace in the same write. */
  details?: { readonly [key: string]: Json };
  /** As in `ResetRequest`, for the notice; absent where the owner did not make the request. */
  languages?: string;
  /** Epoch milliseconds. */
  now: number;
};

export type PasswordChangeOutcome =
  | { outcome: 'set'; account: Account }
  | { outcome: 'stamp-changed' }
  | { outcome: 'account-gone-or-closed' };

export type Accounts = {
  /** MUST read consistently: a write that was answered is seen. */
  find(reference: AccountReference): Promise<Account | undefined>;
  /**
   * Accounts of the realm with this address, ASCII letter case ignored (M2). MUST return only accounts that have the address
   * at the time of the call; MAY miss one that got it within the last seconds.
   */
  findByAddress(realm: Realm, address: string): Promise<readonly Account[]>;
  /** Whether any account of the realm has this address. MAY be some seconds late. */
  hasAddress(realm: Realm, address: string): Promise<boolean>;
  /**
   * MUST be one atomic write, done only if the account's stamp is still the given one (and the account is open, where asked). It
   * stores the password, a new stamp, `lastModified`, `noticeDue` and the languages of the notice. MUST report `set` when an earlier attempt
   * of the same call got through and only its answer was lost. Nothing is written on any other outcome.
   */
  setPassword(reference: AccountReference, change: PasswordChange): Promise<PasswordChangeOutcome>;
  /** Clears `noticeDue` and the languages that go with it if it is still the given time; otherwise does nothing. */
  endNotice(reference: AccountReference, noticeDue: number): Promise<void>;
  /**
   * Counts an unexplained failure of this notice and MUST return how many there have been, this one included; undefined when the notice is not
   * due any more.
   */
  countNoticeFailure(reference: AccountReference, noticeDue: number): Promise<number | undefined>;
  /**
   * Makes this address the `undeliverableAddress` of the accounts of the realm that `findByAddress` gives for it. MUST NOT mark an account
   * that has another address by the time of the write, and MUST leave the stamp alone.
   *
   * @returns how many accounts were marked
   */
  markUndeliverable(realm: Realm, address: string): Promise<number>;
};

/** Who asked. Their mails are counted apart, so that a stranger cannot use up an administrator's. */
export const askers = ['anonymous', 'application', 'administrator'] as const;
export type Asker = (typeof askers)[number];

export type ResetRequestKey = {
  realm: Realm;
  asker: Asker;
  /** The account's id, or for Traffic Ops the canonical mail address. */
  identifier: string;
};

export type ResetRequest = ResetRequestKey & {
  /** Names this request in the logs of all functions. */
  requestId: string;
  /** Epoch milliseconds. */
  requestedAt: number;
  /** Crafter Profile: the URL to mail, and the application whose allow-list holds it. */
  link: string | null;
  /** Key of that application: the hash of its access token. */
  application: string | null;
  /** BCP 47 languages of the request, the preferred one first; empty when it named none. */
  languages: string;
};

export type StoredResetRequest = ResetRequest & {
  /** Counts the accepted requests of this key. A later request has a greater one. */
  sequence: number;
  /** The greatest sequence that is done with (mailed, dropped or failed for good); 0 for none. */
  mailedFor: number;
};

export type MailLimits = { mailsPerMinute: number; mailsPerHour: number };

export type Served = {
  sequence: number;
  accountId: string;
  /** Epoch milliseconds. */
  now: number;
};

export type ResetRequests = {
  /**
   * MUST be one atomic write, done only if fewer than `mailsPerMinute` requests of this key were accepted in the last 60 s and fewer
   * than `mailsPerHour` in the last hour (an exact sliding log, M7). An accepted request MUST reach the mailer at least once.
   */
  put(request: ResetRequest, limits: MailLimits): Promise<'accepted' | 'throttled'>;
  /** MUST read consistently. */
  find(key: ResetRequestKey): Promise<StoredResetRequest | undefined>;
  /** Remembers that nothing is left to do for this sequence and those before it. */
  markDone(key: ResetRequestKey, sequence: number): Promise<void>;
  /** As `markDone`, and keeps the reason for the operator. */
  markFailed(key: ResetRequestKey, sequence: number, reason: string): Promise<void>;
  /**
   * Counts an unexplained failure of this request and MUST return how many there have been, this one included; undefined when a later request has
   * taken its place.
   */
  countFailure(key: ResetRequestKey, sequence: number): Promise<number | undefined>;
  /** The accounts that this sequence has been mailed to, by id, of those that `markServed` was called for. MUST read consistently. */
  servedAccounts(key: ResetRequestKey, sequence: number): Promise<ReadonlySet<string>>;
  /** Remembers that an account was mailed to. MUST NOT reach the mailer as a request. */
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
  /** Epoch milliseconds. The first moment at which the token is refused. */
  expiresAt: number;
};

export type ResetTokens = {
  put(token: ResetToken): Promise<void>;
  /** MUST read consistently. MAY return an expired token: the caller checks the time (K1). */
  find(tokenHash: string): Promise<ResetToken | undefined>;
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
   * Counts one request of `key` in the current window of five minutes and says whether it is within `maximum`. MUST be atomic. A store
   * that throttles this key MUST be reported as over the limit; one that is away MUST throw.
   */
  count(key: string, maximum: number, now: number): Promise<Count>;
};

export type Mail = {
  /** One address, as stored with the account. */
  to: string;
  /** BCP 47. */
  language: string;
  subject: string;
  html: string;
  text: string;
};

/** Thrown by a mailer that will never take this mail, however often it is tried. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

export type Mailer = {
  /** Resolves when the mail was taken over. MUST throw `MailRefused` when trying again is useless. MUST send to `to` and nobody else. */
  send(mail: Mail): Promise<void>;
};

/** The current version first, then the previous one, so that a rotation needs no deploy. */
export type SecretVersions = readonly [string, ...string[]];

export type Secrets = {
  /** With which administrators' tokens are signed. */
  administrators(): Promise<SecretVersions>;
  /** With which Traffic Ops cookies are signed. */
  trafficOpsSessions(): Promise<SecretVersions>;
};

/** Resolves to whether the password, letter case ignored, is among the 10,000 most common (W1). */
export type IsCommonPassword = (password: string) => Promise<boolean>;

export type Ports = {
  accounts: Accounts;
  resetRequests: ResetRequests;
  resetTokens: ResetTokens;
  applications: Applications;
  limits: Limits;
  mailer: Mailer;
  secrets: Secrets;
};

/** One thing that a function may do, for example `accounts.find`. Routes declare them; IAM policies and types follow. */
export type Verb = { [P in keyof Ports]: `${P}.${keyof Ports[P] & string}` }[keyof Ports];

type Grant<V extends Verb> = V extends `${infer P extends keyof Ports}.${infer M}`
  ? { [name in P]: Pick<Ports[P], M & keyof Ports[P]> }
  : never;

/** The ports cut down to the given verbs: the intersection of one grant for each. */
export type Reach<V extends Verb> = (V extends Verb ? (grant: Grant<V>) => void : never) extends (all: infer All) => void
  ? All
  : never;
