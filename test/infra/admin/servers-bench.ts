import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { createTables } from '#infra/local/database/create-tables.ts';
import { type Database, startDatabase } from '#infra/local/database/database.ts';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { type ProfileDouble, startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';
import { type StudioDouble, startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import { serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { startTrafficOpsDouble, type TrafficOpsDouble } from '#infra/local/doubles/traffic-ops/start-traffic-ops-double.ts';
import { type Inbox, startInbox } from '#infra/local/inbox/inbox.ts';
import { localSettings, setLocalEnvironment } from '#infra/local/local-environment.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { isRevoked } from '#lib/reset/check-token.ts';
import type { Account, AccountReference, ResetToken } from '#lib/reset/ports.ts';
import { mintToken } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { pointAt } from './run-words.ts';

export type ServersBench = {
  profile: ProfileDouble;
  studio: StudioDouble;
  trafficOps: TrafficOpsDouble;
  settings: Settings;
  /** The current versions of the secrets, by name. A test may change them. */
  secrets: { [name: string]: { AWSCURRENT: string } };
  account(reference: AccountReference): Promise<Account>;
  /** A link to the account, as the mailer stores it. */
  link(account: Account): Promise<ResetToken & { token: string }>;
  isGood(link: ResetToken): Promise<boolean>;
};

/** The command line in front of a database and of stand-ins for the servers of all three products. Call it once in a test file. */
export function serversBench(): ServersBench {
  const opened: Partial<ServersBench> = {};
  const secrets: ServersBench['secrets'] = {};
  let database: Database;
  let inbox: Inbox;
  beforeAll(async () => {
    const profile = await startProfileDouble();
    const studio = await startStudioDouble();
    const trafficOps = await startTrafficOpsDouble({ scryptCost: 2 });
    Object.assign(process.env, {
      REKEY_CRAFTER_PROFILE_URL: profile.url,
      REKEY_CRAFTER_PROFILE_SECRET: 'profile',
      REKEY_CRAFTER_STUDIO_URL: studio.url,
      REKEY_CRAFTER_STUDIO_SECRET: 'studio',
      REKEY_TRAFFIC_OPS_URL: trafficOps.url,
      REKEY_TRAFFIC_OPS_SESSION_SECRET: 'sessions',
      REKEY_TRAFFIC_OPS_SERVICE_USER: serviceUser,
      REKEY_TOKEN_LIFETIME_MINUTES: '30',
    });
    database = await startDatabase({
      port: { number: 0, variable: 'DYNAMO_PORT' },
      folder: undefined,
      secrets,
      tables: [],
      onRecord: () => undefined,
    });
    inbox = await startInbox({ number: 0, variable: 'INBOX_PORT' });
    const urls = { apiUrl: 'http://127.0.0.1:9', databaseUrl: database.url, inboxUrl: inbox.url };
    setLocalEnvironment(urls, true);
    pointAt(urls);
    const settings = localSettings();
    await createTables(dynamoClient(), settings);
    const accounts = accountsOfAllRealms(settings);
    const account = async (reference: AccountReference) => {
      const found = await accounts.find(reference);
      if (found === undefined) {
        throw new Error(`no account ${reference.realm} ${reference.id}`);
      }
      return found;
    };
    const link = async (owner: Account) => {
      const { realm, id: accountId, username, email, tenant } = owner;
      const { token, tokenHash } = mintToken();
      const credentialStamp = await accounts.takeStamp(owner);
      const times = { requestedAt: Date.now(), expiresAt: Date.now() + 1_800_000 };
      const stored = { tokenHash, realm, accountId, credentialStamp, username, email, tenant, ...times };
      await dynamoResetTokens(settings).put(stored);
      return { ...stored, token };
    };
    const isGood = async (token: ResetToken) => {
      const notBefore = await dynamoResetTokens(settings).notBefore(token.realm);
      return !isRevoked(token, notBefore) && (await accounts.findUnchanged(token, Date.now())) !== undefined;
    };
    Object.assign(opened, { profile, studio, trafficOps, settings, secrets, account, link, isGood });
  });
  beforeEach(() => {
    const { profile, studio, trafficOps } = bench;
    Object.assign(secrets, {
      profile: { AWSCURRENT: profileTokens.service },
      studio: { AWSCURRENT: studio.serviceToken },
      sessions: { AWSCURRENT: trafficOps.secret },
      'rekey/administrators': { AWSCURRENT: 'a'.repeat(64) },
    });
    for (const double of [profile, studio, trafficOps]) {
      double.clearFaults();
    }
  });
  afterAll(async () => {
    operatorClient().destroy();
    dynamoClient().destroy();
    await Promise.all([database.stop(), inbox.stop()]);
    await Promise.all([bench.profile, bench.studio, bench.trafficOps].map((double) => double.stop()));
  });
  // The servers are there only when the tests begin, and the tests need their names before.
  const bench = opened as ServersBench;
  return bench;
}
