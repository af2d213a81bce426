import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import type { Accounts } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { trafficOpsServerAccounts } from '#lib/upstream/traffic-ops/traffic-ops-accounts.ts';

/** The accounts of Traffic Ops: in its own server if the settings name one, otherwise in Rekey's table. */
export function trafficOpsAccounts(settings: Settings): Accounts {
  return settings.trafficOpsUrl === null ? dynamoAccounts(settings) : trafficOpsServerAccounts(settings);
}
