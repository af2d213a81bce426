import { accountServers } from '#infra/demo/account-servers.ts';
import { demoSecrets } from '#infra/demo/store-demo.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { type SettingName, type Settings, variableOf } from '#lib/settings/settings.ts';
import type { LocalSecrets } from './answer-secrets.ts';
import { StartError } from './listen.ts';

/** The setting that names the secret with Rekey's own credential at the server of a realm. */
const credentialSettings = {
  'crafter-profile': 'crafterProfileSecret',
  'crafter-studio': 'crafterStudioSecret',
  'traffic-ops': 'trafficOpsSessionSecret',
} as const satisfies { readonly [realm in Realm]: SettingName };

/**
 * What the local stack answers for Secrets Manager.
 *
 * @param given the secrets that are added to the demo's, or replace them
 * @throws {StartError} that names every secret that a product's server needs and nobody gives
 */
export function localSecrets(settings: Settings, given: LocalSecrets = {}): LocalSecrets {
  const secrets: LocalSecrets = { ...demoSecrets(settings), ...given };
  const servers = accountServers(settings);
  const missing = realms
    .filter((realm) => servers[realm] !== null)
    .map((realm) => credentialSettings[realm])
    .filter((setting) => settings[setting] === null || !Object.hasOwn(secrets, settings[setting]))
    .map((setting) => `  ${variableOf(setting)} names ${settings[setting]}`);
  if (missing.length > 0) {
    throw new StartError(`These secrets are not in the file that SECRETS_FILE names:\n${missing.join('\n')}`);
  }
  return secrets;
}
