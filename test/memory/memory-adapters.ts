import { bcryptHasher } from '#lib/passwords/password-hash.ts';
import type { Account, Mail, Mailer, Secrets, StoredResetRequest } from '#lib/reset/ports.ts';
import type { Ports } from '#lib/reset/reach.ts';
import { isHashOfPublished } from '#lib/settings/published-credentials.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { credentials } from '#test/credentials.ts';
import { memoryAccounts } from './memory-accounts.ts';
import { memoryApplications } from './memory-applications.ts';
import { memoryLimits } from './memory-limits.ts';
import { memoryMailNotes } from './memory-mail-notes.ts';
import { memoryMailboxes } from './memory-mailboxes.ts';
import { memoryNoticeTokens } from './memory-notice-tokens.ts';
import { memoryResetRequests } from './memory-reset-requests.ts';
import { memoryResetTokens } from './memory-reset-tokens.ts';
import { memoryShadows } from './memory-shadows.ts';
import { memoryStops } from './memory-stops.ts';
import { watchPort } from './watch-port.ts';

/** The cost is lower than the settings allow, because the tests compute hundreds of hashes and keep none. */
const bcryptCost = 4;

export type MemoryOptions = {
  /** Called with every image that wakes the mailer. */
  onRequest?: (image: StoredResetRequest) => void;
  /** Called with every image that wakes the sender of notices. */
  onNotice?: (image: Account) => void;
  /** Called before a handler's port does something. If it throws, the port rejects with that error. */
  onCall?: (port: keyof Ports, verb: string) => void;
  /** Called with every password that is hashed. */
  onHash?: (password: string) => void;
};

/** An in-memory adapter for every port. All share the same data, whatever the settings are. */
export function memoryAdapters({ onRequest, onNotice, onCall = () => undefined, onHash }: MemoryOptions = {}) {
  const mails: Mail[] = [];
  const hash = bcryptHasher(bcryptCost);
  const hashPassword = (password: string) => {
    onHash?.(password);
    return hash(password);
  };
  const accounts = memoryAccounts(hashPassword, onNotice);
  const applications = memoryApplications();
  const shadows = memoryShadows();
  const limits = memoryLimits();
  const mailboxes = memoryMailboxes();
  const mailNotes = memoryMailNotes();
  const resetRequests = memoryResetRequests(onRequest);
  const resetTokens = memoryResetTokens();
  const noticeTokens = memoryNoticeTokens();
  const mailer: Mailer = { send: async (mail) => void mails.push(mail) };
  const secrets: Secrets = {
    administrators: async () => [credentials.administratorSecret],
    trafficOpsSessions: async () => [credentials.trafficOpsSessionSecret],
    crafterProfile: async () => ['access-token-of-rekey'],
    crafterStudio: async () => ['access-token-of-rekey'],
  };
  const watched = <Name extends keyof Ports>(name: Name, port: Ports[Name]) => watchPort(port, (verb) => onCall(name, verb));
  return {
    /** For `handler.with`. */
    adapters: {
      accounts: () => watched('accounts', accounts),
      applications: (settings: Settings) =>
        watched('applications', {
          // As in every adapter, the demo's application is unknown outside of the demo (A5).
          find: async (hash) => (isHashOfPublished(hash, settings) ? undefined : applications.find(hash)),
        }),
      shadows: () => watched('shadows', shadows),
      stops: (settings: Settings) => watched('stops', memoryStops({ accounts, shadows }, settings)),
      limits: () => watched('limits', limits),
      mailboxes: () => watched('mailboxes', mailboxes),
      mailNotes: () => watched('mailNotes', mailNotes),
      resetRequests: () => watched('resetRequests', resetRequests),
      resetTokens: () => watched('resetTokens', resetTokens),
      noticeTokens: () => watched('noticeTokens', noticeTokens),
      mailer: () => watched('mailer', mailer),
      secrets: () => watched('secrets', secrets),
    },
    accounts,
    applications,
    shadows,
    limits,
    resetRequests,
    resetTokens,
    mails,
  };
}
