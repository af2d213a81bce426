import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import type { Accounts } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { profileServerAccounts } from '#lib/upstream/crafter-profile/profile-accounts.ts';

/** The accounts of Crafter Profile: in its own server if the settings name one, otherwise in Rekey's table. */
export function profileAccounts(settings: Settings): Accounts {
  return settings.crafterProfileUrl === null ? dynamoAccounts(settings) : profileServerAccounts(settings);
}
