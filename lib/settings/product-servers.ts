import { type Realm, realms } from '#lib/reset/ports.ts';
import type { SettingName, Settings } from './settings.ts';

type ProductServerSettings = {
  /** The base URL. If it is not set, Rekey keeps the accounts itself. */
  readonly url: 'crafterProfileUrl' | 'crafterStudioUrl' | 'trafficOpsUrl';
  /** The secret with Rekey's own credential there. */
  readonly secret: 'crafterProfileSecret' | 'crafterStudioSecret' | 'trafficOpsSessionSecret';
  /** What else a function needs that calls the server. */
  readonly others: readonly SettingName[];
};

/** The settings that name the product's own server of each realm. */
export const productServers: { readonly [realm in Realm]: ProductServerSettings } = {
  'crafter-profile': { url: 'crafterProfileUrl', secret: 'crafterProfileSecret', others: [] },
  'crafter-studio': { url: 'crafterStudioUrl', secret: 'crafterStudioSecret', others: [] },
  'traffic-ops': {
    url: 'trafficOpsUrl',
    secret: 'trafficOpsSessionSecret',
    others: ['trafficOpsServiceUser', 'trafficOpsStamp'],
  },
};

/** Whether the accounts of a realm stay in the product's own server. */
export function isUpstream(realm: Realm, settings: Pick<Settings, ProductServerSettings['url']>): boolean {
  return settings[productServers[realm].url] !== null;
}

/**
 * The realm that a function serves, by the dialect in its id: `crafter-studio/…`, or `crafter-studio-v2/…` for a product's second API. Undefined for
 * pages and mail functions, which serve all realms.
 */
export function realmOf(functionId: string): Realm | undefined {
  return realms.find((realm) => [realm, `${realm}-v2`].some((dialect) => functionId.startsWith(`${dialect}/`)));
}
