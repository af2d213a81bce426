import { demoSecrets } from '#infra/demo/store-demo.ts';
import { realms } from '#lib/reset/ports.ts';
import { isUpstream, productServers } from '#lib/settings/product-servers.ts';
import { type Settings, variableOf } from '#lib/settings/settings.ts';
import type { LocalSecrets } from './answer-secrets.ts';
import { StartError } from './listen.ts';

/**
 * What the local stack answers for Secrets Manager.
 *
 * @param given the secrets that are added to the demo's, or replace them
 * @throws {StartError} that names every secret that a product's server needs and nobody gives
 */
export function localSecrets(settings: Settings, given: LocalSecrets = {}): LocalSecrets {
  const secrets: LocalSecrets = { ...demoSecrets(settings), ...given };
  const missing = realms
    .filter((realm) => isUpstream(realm, settings))
    .map((realm) => productServers[realm].secret)
    .filter((setting) => settings[setting] === null || !Object.hasOwn(secrets, settings[setting]))
    .map((setting) => `  ${variableOf(setting)} names ${settings[setting]}`);
  if (missing.length > 0) {
    throw new StartError(`These secrets are not in the file that SECRETS_FILE names:\n${missing.join('\n')}`);
  }
  return secrets;
}
