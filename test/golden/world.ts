import { demoApplication } from '#infra/demo/demo-people.ts';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type {
  Account,
  AccountReference,
  Application,
  Realm,
  ResetRequestKey,
  ResetToken,
  StoredResetRequest,
} from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { applicationUrl, credentials } from '#test/credentials.ts';
import type { GoldenRequest, GoldenResponse } from './exchange.ts';

export type Mail = { subject: string; destination: { to: string[] }; body: { html: string; text: string } };

type AccountEdit = { enabled?: boolean; externallyManaged?: boolean; tenant?: string };

/** The state that exchanges meet. `wireWorld` puts it into DynamoDB, `memoryWorld` into this process. */
export type World = {
  /** `<base>` of the contracts. */
  baseUrl: string;
  settings: Settings;
  account(reference: AccountReference): Promise<Account>;
  /** The stored hash. No port gives it out. */
  passwordHash(reference: AccountReference): Promise<string>;
  storeAccount(account: Partial<NewAccount> & AccountReference): Promise<void>;
  removeAccount(reference: AccountReference): Promise<void>;
  /** Edits an account like a person who edits it by hand, so that nothing renews the stamp. */
  editAccount(reference: AccountReference, change: AccountEdit): Promise<void>;
  /** Restores an account, with its stamp. */
  restoreAccount(account: Account): Promise<void>;
  /** Marks accounts like a bounce report of SES. Returns how many accounts were marked. */
  markUndeliverable(realm: Realm, address: string): Promise<number>;
  /** Stores an application under an access token id. */
  storeApplication(accessTokenId: string, application: Partial<Application>): Promise<void>;
  /** Stores a good token of an existing account, with the given changes. */
  token(reference: AccountReference, changes?: Partial<ResetToken>): Promise<string>;
  /** What is stored under a token. */
  storedToken(token: string): Promise<ResetToken | undefined>;
  resetRequest(key: ResetRequestKey): Promise<StoredResetRequest | undefined>;
  /** Stores a request without any check, and wakes the mailer. */
  storeResetRequest(request: StoredResetRequest): Promise<void>;
  /** Counts as if this many requests of the key came in this window, and in the next window, because that may begin before the request. */
  countRequests(key: string, count: number): Promise<void>;
  /** Replaces an item with one that no code can read. */
  makeUnreadable: {
    account(reference: AccountReference): Promise<void>;
    application(accessTokenHash: string): Promise<void>;
    resetToken(tokenHash: string): Promise<void>;
    resetRequest(key: ResetRequestKey): Promise<void>;
  };
  /** Sends a request before the exchange itself, each time from a different address. */
  send(request: GoldenRequest): Promise<GoldenResponse>;
  /** The mails sent so far, once there are at least this many to the address. */
  mailsTo(address: string, count?: number): Promise<Mail[]>;
};

export const ownAccessToken = credentials.accessTokenId;

/** The application that tests use: the demo's, or one like it. */
export const ownApplication: Application = {
  ...demoApplication,
  accessTokenHash: sha256(ownAccessToken),
  resetPasswordUrls: [applicationUrl],
};

const windowMilliseconds = 300_000;

/** A moment in this window of the limits, and one in the next. */
export function thisAndTheNextWindow(): readonly number[] {
  return [Date.now(), Date.now() + windowMilliseconds];
}

export function windowKey(key: string, moment: number): string {
  return `${key}#${Math.floor(moment / windowMilliseconds)}`;
}

/** Fills in the fields of an account that a test leaves out. */
export function wholeAccount(given: Partial<NewAccount> & AccountReference): NewAccount {
  return {
    username: given.id,
    email: `${given.id}@example.com`,
    enabled: true,
    externallyManaged: false,
    tenant: null,
    locale: null,
    details: {},
    createdOn: 1_700_000_000_000,
    lastModified: 1_700_000_000_000,
    ...given,
  };
}

/** Fills in the fields of an application that a test leaves out. */
export function wholeApplication(accessTokenHash: string, given: Partial<Application>): Application {
  return {
    name: 'other-app',
    tenantPermissions: [{ tenant: '*', allowedActions: ['*'] }],
    expiresOn: null,
    resetPasswordUrls: [applicationUrl],
    ...given,
    accessTokenHash,
  };
}

/** A good token of an account, as if it was asked for now. It expires in an hour. */
export function tokenOf(account: Account, tokenHash: string): ResetToken {
  const { realm, id, credentialStamp, username, email, tenant } = account;
  const now = Date.now();
  const times = { requestedAt: now, expiresAt: now + 3_600_000 };
  return { tokenHash, realm, accountId: id, credentialStamp, username, email, tenant, ...times };
}
