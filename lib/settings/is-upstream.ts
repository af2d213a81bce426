import { type Realm, realms } from '#lib/reset/ports.ts';
import type { SettingName, Settings } from './settings.ts';

const urls = {
  'crafter-profile': 'crafterProfileUrl',
  'crafter-studio': 'crafterStudioUrl',
  'traffic-ops': 'trafficOpsUrl',
} as const satisfies { readonly [realm in Realm]: SettingName };

export type UrlSetting = (typeof urls)[Realm];

/** Whether the accounts of a realm stay in the product's own server. */
export function isUpstream(realm: Realm, settings: Pick<Settings, UrlSetting>): boolean {
  return settings[urls[realm]] !== null;
}

/** The realms whose accounts stay in the product's own server. */
export function upstreamRealms(settings: Pick<Settings, UrlSetting>): Realm[] {
  return realms.filter((realm) => isUpstream(realm, settings));
}

/**
 * The realm that a function serves, by the dialect in its id: `crafter-studio/…`, `crafter-studio-v2/…` for a product's second API, or
 * `crafter-studio-page/…` for what the reset page asks about this realm only. Undefined for pages and mail functions, which serve all realms.
 */
export function realmOf(functionId: string): Realm | undefined {
  return realms.find((realm) => [realm, `${realm}-v2`, `${realm}-page`].some((dialect) => functionId.startsWith(`${dialect}/`)));
}
