import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { bcryptHasher } from '#lib/reset/password-hash.ts';
import type { Mail, Mailer, Secrets, StoredResetRequest } from '#lib/reset/ports.ts';
import { isHashKnownToEveryone } from '#lib/settings/is-known-to-everyone.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { memoryAccounts } from './memory-accounts.ts';
import { memoryApplications } from './memory-applications.ts';
import { memoryLimits } from './memory-limits.ts';
import { memoryResetRequests } from './memory-reset-requests.ts';
import { memoryResetTokens } from './memory-reset-tokens.ts';

/** Cheaper than the settings allow: the tests compute hundreds of hashes and keep none. */
const bcryptCost = 4;

/** An adapter in memory for every port, all over the same data, whatever the settings. */
export function memoryAdapters() {
  const pending: StoredResetRequest[] = [];
  const mails: Mail[] = [];
  const accounts = memoryAccounts(bcryptHasher(bcryptCost));
  const applications = memoryApplications();
  const limits = memoryLimits();
  const resetRequests = memoryResetRequests((request) => pending.push(request));
  const resetTokens = memoryResetTokens();
  const mailer: Mailer = { send: async (mail) => void mails.push(mail) };
  const secrets: Secrets = {
    administrators: async () => [demoCredentials.administratorSecret],
    trafficOpsSessions: async () => [demoCredentials.trafficOpsSessionSecret],
  };
  return {
    /** For `handler.with`. */
    adapters: {
      accounts: () => accounts,
      applications: (settings: Settings) => ({
        // The demo's application is unknown outside of the demo, as in every adapter (A5).
        find: async (hash: string) => (isHashKnownToEveryone(hash, settings) ? undefined : applications.find(hash)),
      }),
      limits: () => limits,
      resetRequests: () => resetRequests,
      resetTokens: () => resetTokens,
      mailer: () => mailer,
      secrets: () => secrets,
    },
    accounts,
    applications,
    limits,
    resetRequests,
    resetTokens,
    /** The accepted requests that the mailer has not seen yet. */
    pending,
    mails,
  };
}
