import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { findRoute } from '#infra/local/api/find-route.ts';
import { loadSource } from '#infra/local/api/load-function.ts';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';
import { startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import { serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { startTrafficOpsDouble } from '#infra/local/doubles/traffic-ops/start-traffic-ops-double.ts';
import { accountsByRealm } from '#lib/accounts/all-realms.ts';
import type { Endpoint } from '#lib/http/endpoint.ts';
import type { StreamFunction } from '#lib/mail/define-stream-job.ts';
import type { Secrets } from '#lib/reset/ports.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { profileServer } from '#lib/upstream/crafter-profile/profile-server.ts';
import { studioServer } from '#lib/upstream/crafter-studio/studio-server.ts';
import { httpClient } from '#lib/upstream/http-client.ts';
import { trafficOpsServer } from '#lib/upstream/traffic-ops/traffic-ops-server.ts';
import { UpstreamAccounts } from '#lib/upstream/upstream-accounts.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { sendEvent } from '#test/golden/send-event.ts';
import { memoryAdapters } from '#test/memory/memory-adapters.ts';
import { deliveryByHand } from '#test/security/delivery-by-hand.ts';

/** Someone in Crafter Profile whose mailbox is nobody else's, so that no other test uses up its mails. */
export const owner = { id: '5a0000000000000000000009', username: 'own.er', password: 'owner-old-pw-1' };

export type UpstreamRekey = Awaited<ReturnType<typeof startUpstreamRekey>>;

/** The functions' own source in front of the stand-ins of the three products. What Rekey keeps is in memory. */
export async function startUpstreamRekey(variables: { readonly [name: string]: string } = {}) {
  const [profile, studio, trafficOps] = await Promise.all([
    startProfileDouble(),
    startStudioDouble(),
    startTrafficOpsDouble({ scryptCost: 16 }),
  ]);
  profile.store.createProfile({ tenant: 'sample-tenant', ...owner });
  const settings = parseSettings({
    REKEY_PUBLIC_URL: 'https://rekey.example.com',
    REKEY_MAIL_FROM: 'noreply@example.com',
    REKEY_TOKEN_LIFETIME_MINUTES: '30',
    REKEY_CRAFTER_PROFILE_URL: profile.url,
    REKEY_CRAFTER_STUDIO_URL: studio.url,
    REKEY_TRAFFIC_OPS_URL: trafficOps.url,
    REKEY_TRAFFIC_OPS_SERVICE_USER: serviceUser,
    REKEY_CRAFTER_PROFILE_SELF_SERVICE: 'sample-tenant',
    ...variables,
  });
  const clients = [profile, studio, trafficOps].map(({ url }) => httpClient({ url, maximumCalls: 4 }));
  const [profileClient, studioClient, trafficOpsClient] = clients;
  if (!profileClient || !studioClient || !trafficOpsClient) {
    throw new Error('a client is missing');
  }
  const memory = memoryAdapters({
    onRequest: (request) => delivery.accept(settings.resetRequestsTable, recordOf({ ...request, pending: 1 })),
  });
  const secrets: Secrets = {
    administrators: async () => ['the secret of the administrators of this test'],
    trafficOpsSessions: async () => [trafficOps.secret],
    crafterProfile: async () => [profileTokens.service],
    crafterStudio: async () => [studio.serviceToken],
  };
  const servers = {
    'crafter-profile': profileServer({
      client: profileClient,
      accessToken: async () => profileTokens.service,
      selfServiceTenants: settings.crafterProfileSelfService,
    }),
    'crafter-studio': studioServer({ client: studioClient, accessToken: async () => studio.serviceToken }),
    'traffic-ops': trafficOpsServer({
      client: trafficOpsClient,
      secrets: secrets.trafficOpsSessions,
      serviceUser,
      stampMode: settings.trafficOpsStamp,
    }),
  };
  const { shadows } = memory;
  const accounts = accountsByRealm({
    'crafter-profile': new UpstreamAccounts('crafter-profile', servers['crafter-profile'], shadows),
    'crafter-studio': new UpstreamAccounts('crafter-studio', servers['crafter-studio'], shadows),
    'traffic-ops': new UpstreamAccounts('traffic-ops', servers['traffic-ops'], shadows),
  });
  const adapters = { ...memory.adapters, accounts: () => accounts, secrets: () => secrets };
  const delivery = deliveryByHand(settings, async (id) => {
    // Only its id says what a stream's reader is, as on AWS.
    const reader = (await loadSource(id)) as StreamFunction;
    return reader.with(adapters, settings);
  });
  let lastAddress = 60_000;
  return {
    profile,
    studio,
    trafficOps,
    settings,
    memory,
    accounts,
    /** Sends a request to the function of its route. Each has another source address, unless one is given. */
    send: async (request: GoldenRequest, address = ++lastAddress): Promise<GoldenResponse> => {
      const [path = ''] = request.path.split('?');
      const id = findRoute(routes, request.method, decodeURIComponent(path))?.id ?? '';
      // Only its route says what a function's handler is.
      const handler = ((await loadSource(id)) as Endpoint).with(adapters, settings);
      return sendEvent(id, handler, request, address);
    },
    /** Delivers the mails that wait, and gives the token in the last one. */
    mailedToken: async (): Promise<string> => {
      await delivery.deliver();
      return /(?:token|tokenId)=([\w-]{43})/.exec(memory.mails.at(-1)?.text ?? '')?.[1] ?? '';
    },
    stop: async () => {
      for (const client of clients) {
        client.close();
      }
      await Promise.all([profile.stop(), studio.stop(), trafficOps.stop()]);
    },
  };
}

let lastRecord = 0;

/** The record that a stream makes from an item. Lambda and the SDK use different types for an item's attributes. */
function recordOf(item: object): DynamoDBRecord {
  return { dynamodb: { NewImage: marshall(item), SequenceNumber: `${++lastRecord}` } } as DynamoDBRecord;
}
