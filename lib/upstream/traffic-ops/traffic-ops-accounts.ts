import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import type { Accounts } from '#lib/reset/ports.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { type Settings, SettingsError } from '#lib/settings/settings.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import { UpstreamAccounts } from '#lib/upstream/upstream-accounts.ts';
import { type TrafficOpsServer, trafficOpsServer } from './traffic-ops-server.ts';

const maximumCalls = 8;

/** The accounts of the Traffic Ops that the settings name. */
export function trafficOpsServerAccounts(settings: Settings): Accounts {
  return new UpstreamAccounts('traffic-ops', configuredTrafficOps(settings), dynamoShadows(settings));
}

/** The Traffic Ops that the settings name. */
export function configuredTrafficOps(settings: Settings): TrafficOpsServer {
  const secrets = secretsManager(settings);
  const { trafficOpsUrl, trafficOpsServiceUser: serviceUser, trafficOpsStamp: stampMode } = settings;
  if (serviceUser === null) {
    throw new SettingsError('REKEY_TRAFFIC_OPS_SERVICE_USER is not set');
  }
  const client = serverClient(trafficOpsUrl, maximumCalls);
  return trafficOpsServer({ client, secrets: secrets.trafficOpsSessions, serviceUser, stampMode });
}
