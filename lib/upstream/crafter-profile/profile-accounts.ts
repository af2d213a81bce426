import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import type { Accounts } from '#lib/reset/ports.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import { UpstreamAccounts } from '#lib/upstream/upstream-accounts.ts';
import { maximumCalls } from './profile-api.ts';
import { profileServer } from './profile-server.ts';

/** The accounts of the Crafter Profile that the settings name, read with Rekey's own access token. */
export function profileServerAccounts(settings: Settings): Accounts {
  const secrets = secretsManager(settings);
  const server = profileServer({
    client: serverClient(settings.crafterProfileUrl, maximumCalls),
    accessToken: async () => (await secrets.crafterProfile())[0],
    selfServiceTenants: settings.crafterProfileSelfService,
  });
  return new UpstreamAccounts('crafter-profile', server, dynamoShadows(settings));
}
