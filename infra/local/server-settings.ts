import { type Realm, realms } from '#lib/reset/ports.ts';
import { upstreamRealms } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import type { SettingName, Settings } from '#lib/settings/settings.ts';

const alsoOfProfile = ['crafterProfileTokensUntil', 'crafterProfileSelfService'] as const;

/** The products, the settings of their servers that are in use, and what goes with them. With these, another process finds the same accounts. */
export function serverSettings(settings: Settings): SettingName[] {
  const used = upstreamRealms(settings);
  return used.length === 0 ? ['products'] : ['products', ...used.flatMap(settingsOf), ...alsoOfProfile, 'tokenLifetimeMinutes'];
}

/** All settings that may be among them. */
export const possibleServerSettings: readonly SettingName[] = [
  'products',
  ...realms.flatMap(settingsOf),
  ...alsoOfProfile,
  'tokenLifetimeMinutes',
];

function settingsOf(realm: Realm): SettingName[] {
  const { url, secret, others } = productServers[realm];
  return [url, secret, ...others];
}
