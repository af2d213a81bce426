import { keptTokens } from '#lib/reset/kept-tokens.ts';
import type { ResetLinkContext } from '#lib/reset/mail-reset-link.ts';
import type {
  Account,
  Application,
  Mail,
  Mailboxes,
  NotedMail,
  ResetToken,
  Settlement,
  StoredResetRequest,
} from '#lib/reset/ports.ts';
import { memoryMailboxes } from '#test/memory/memory-mailboxes.ts';

export const minute = 60_000;
export const requestedAt = 1_700_000_000_000;

export const sampleApplication: Application = {
  accessTokenHash: 'hash of an access token',
  name: 'sample-app',
  tenantPermissions: [{ tenant: 'sample-tenant', allowedActions: ['MANAGE_PROFILES'] }],
  expiresOn: null,
  resetPasswordUrls: ['https://app.example/'],
};

/** The mailer's ports over the given data, and everything that goes through them, in order. */
export function memoryMailroom(data: {
  request: Partial<StoredResetRequest>;
  accounts: Account[];
  applications?: Application[];
  mailboxes?: Mailboxes;
}) {
  const request: StoredResetRequest = {
    realm: 'crafter-studio',
    asker: 'anonymous',
    identifier: 'jane.doe',
    typed: data.request.identifier ?? 'jane.doe',
    requestId: 'request-1',
    requestedAt,
    link: null,
    application: null,
    languages: 'en',
    timeZone: null,
    device: null,
    sequence: 1,
    mailedFor: 0,
    ...data.request,
  };
  const tokens: ResetToken[] = [];
  const mails: Mail[] = [];
  const notes: NotedMail[] = [];
  const steps: string[] = [];
  const settlements: string[] = [];
  const served = new Map<number, string[]>();
  let revokedBefore = 0;
  let failing: ((mail: Mail) => Error | undefined) | undefined;
  const finish = (done: string, sequence: number, { outcome, mailed }: Settlement) => {
    if (mailed.length > 0 || request.mailedFor < sequence) {
      steps.push(done);
      request.mailedFor = Math.max(request.mailedFor, sequence);
      settlements.push(outcome);
    }
  };
  const ports = {
    resetRequests: {
      find: async () => request,
      markDone: async (_: object, sequence: number, settlement: Settlement) => finish(`done ${sequence}`, sequence, settlement),
      markDropped: async (_: object, sequence: number, settlement: Settlement) =>
        finish(`dropped ${sequence}: ${settlement.outcome}`, sequence, settlement),
      servedAccounts: async (_: object, sequence: number) => new Set(served.get(sequence)),
      markServed: async (_: object, { sequence, accountId }: { sequence: number; accountId: string }) => {
        served.set(sequence, [...(served.get(sequence) ?? []), accountId]);
      },
    },
    accounts: {
      takeStamp: async ({ credentialStamp }: Account) => credentialStamp,
      find: async ({ realm, id }: { realm: string; id: string }) =>
        data.accounts.find((account) => account.realm === realm && account.id === id),
      findByAddress: async (realm: string, address: string) =>
        data.accounts.filter((account) => account.realm === realm && account.email?.toLowerCase() === address),
    },
    applications: {
      find: async (hash: string) =>
        (data.applications ?? [sampleApplication]).find(({ accessTokenHash }) => accessTokenHash === hash),
    },
    mailboxes: data.mailboxes ?? memoryMailboxes(),
    mailNotes: {
      noteAttempt: async (mail: NotedMail) => {
        notes.push(mail);
      },
    },
    resetTokens: {
      put: async (token: ResetToken) => {
        steps.push(`token of ${token.accountId}`);
        tokens.push(token);
      },
      notBefore: async (of: string) => (of === request.realm ? revokedBefore : 0),
    },
    mailer: {
      send: async (mail: Mail) => {
        const failure = failing?.(mail);
        if (failure !== undefined) {
          throw failure;
        }
        steps.push(`mail to ${mail.to}`);
        mails.push(mail);
      },
    },
  };
  const context: ResetLinkContext = {
    now: requestedAt + 1_000,
    tokenLifetimeMs: 60 * minute,
    keptTokens: keptTokens(),
    cancelLinkFor: (token) => `https://rekey.example/reset-password/cancel#token=${token}`,
    allowPlainHttp: false,
    selfServiceTenants: ['sample-tenant'],
    judgesApplications: true,
    linkTemplate: (realm) => `https://rekey.example/reset-password#realm=${realm}&token={token}`,
    compose: ({ account, link }) => ({ to: account.email, language: 'en', subject: account.username, text: link, html: link }),
  };
  const { realm, asker, identifier } = request;
  return {
    request,
    ports,
    context,
    tokens,
    mails,
    notes,
    steps,
    /** The outcomes that were stored, in order. */
    settlements,
    job: { key: { realm, asker, identifier }, typed: request.typed, sequence: request.sequence },
    /** Ends everything that was asked for in the request's realm before that moment. */
    revoke: (notBefore: number) => {
      revokedBefore = notBefore;
    },
    /** The errors with which the next mails fail. */
    failWith: (failure: ((mail: Mail) => Error | undefined) | undefined) => {
      failing = failure;
    },
  };
}
