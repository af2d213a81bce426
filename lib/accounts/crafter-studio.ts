import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import type { Accounts } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { studioServerAccounts } from '#lib/upstream/crafter-studio/studio-accounts.ts';

/** The accounts of Crafter Studio: in its own server if the settings name one, otherwise in Rekey's table. */
export function studioAccounts(settings: Settings): Accounts {
  return settings.crafterStudioUrl === null ? dynamoAccounts(settings) : studioServerAccounts(settings);
}
