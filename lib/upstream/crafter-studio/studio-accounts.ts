import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import type { Accounts } from '#lib/reset/ports.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import { UpstreamAccounts } from '#lib/upstream/upstream-accounts.ts';
import { studioServer } from './studio-server.ts';

/** Studio computes a key for each call that carries an access token, so it gets few calls at the same time. */
export const maximumCalls = 4;

/** The accounts of the Crafter Studio that the settings name. */
export function studioServerAccounts(settings: Settings): Accounts {
  const secrets = secretsManager(settings);
  const server = studioServer({
    client: serverClient(settings.crafterStudioUrl, maximumCalls),
    accessToken: async () => (await secrets.crafterStudio())[0],
  });
  return new UpstreamAccounts('crafter-studio', server, dynamoShadows(settings));
}
