import { AdminError } from '#infra/admin/admin-error.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import { type Settings, variableOf } from '#lib/settings/settings.ts';
import { productName } from '#lib/wording/product-name.ts';

/** @throws {AdminError} if the accounts of the realm stay in the product's own server, with what to do there instead */
export function requireOwnAccounts(settings: Settings, realm: Realm, instead: string): void {
  if (isUpstream(realm, settings)) {
    const variable = variableOf(productServers[realm].url);
    const { [productServers[realm].url]: url } = settings;
    throw new AdminError(
      `The accounts of ${realm} stay in ${productName(realm, settings)} at ${url} (${variable}). Rekey keeps none of them. ${instead}`,
    );
  }
}
