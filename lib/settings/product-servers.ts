import type { Realm } from '#lib/reset/ports.ts';
import type { UrlSetting } from './is-upstream.ts';
import type { SettingName } from './settings.ts';

type ProductServerSettings = {
  /** The base URL. If it is not set, Rekey keeps the accounts itself. */
  readonly url: UrlSetting;
  /** The secret with Rekey's own credential there. */
  readonly secret: 'crafterProfileSecret' | 'crafterStudioSecret' | 'trafficOpsSessionSecret';
  /** What else a function needs that calls the server. */
  readonly others: readonly SettingName[];
};

/** The settings that name the product's own server of each realm. Functions do without this table: they only ask whether there is a server. */
export const productServers: { readonly [realm in Realm]: ProductServerSettings } = {
  'crafter-profile': { url: 'crafterProfileUrl', secret: 'crafterProfileSecret', others: [] },
  'crafter-studio': { url: 'crafterStudioUrl', secret: 'crafterStudioSecret', others: [] },
  'traffic-ops': {
    url: 'trafficOpsUrl',
    secret: 'trafficOpsSessionSecret',
    others: ['trafficOpsServiceUser', 'trafficOpsStamp'],
  },
};
