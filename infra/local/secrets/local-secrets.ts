import { demoSecrets } from '#infra/demo/store-demo.ts';
import { StartError } from '#infra/local/api/listen.ts';
import { upstreamRealms } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import { type Settings, variableOf } from '#lib/settings/settings.ts';
import type { LocalSecrets } from './answer-secrets.ts';

/**
 * What the local stack answers for Secrets Manager.
 *
 * @param given the secrets that are added to the demo's, or replace them
 * @throws {StartError} that names every secret that a product's server needs and nobody gives
 */
export function localSecrets(settings: Settings, given: LocalSecrets = {}): LocalSecrets {
  const secrets: LocalSecrets = { ...demoSecrets(settings), ...given };
  const missing = upstreamRealms(settings)
    .map((realm) => productServers[realm].secret)
    .filter((setting) => settings[setting] === null || !Object.hasOwn(secrets, settings[setting]))
    .map((setting) => `  ${settings[setting]}, which ${variableOf(setting)} names`);
  if (missing.length > 0) {
    throw new StartError(`SECRETS_FILE must name a JSON file that also holds these secrets:\n${missing.join('\n')}`);
  }
  return secrets;
}
