import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** The realms whose people can ask for themselves, in the order in which the pages offer them. */
export const pageRealms = ['crafter-studio', 'traffic-ops', 'crafter-profile'] as const satisfies readonly Realm[];
export type PageRealm = (typeof pageRealms)[number];

/** The settings that decide whose people ask for themselves. */
export type AskingSettings = Pick<Settings, 'products' | 'crafterProfileSelfService'>;

/**
 * The realms that the pages are for: those whose people ask for themselves, and whose product the operator has. In Crafter Profile an application asks
 * for its people, unless the settings name tenants whose people ask for themselves.
 */
export function askedRealms({
  settings: { products, crafterProfileSelfService },
}: {
  settings: AskingSettings;
}): readonly PageRealm[] {
  const isAsked = (realm: PageRealm) => realm !== 'crafter-profile' || crafterProfileSelfService.length > 0;
  return pageRealms.filter((realm) => products.includes(realm) && isAsked(realm));
}

/** How the people of a realm name their accounts. Nobody knows the id of a profile, and its username is unique only within a tenant. */
export function namedBy(realm: PageRealm): 'username' | 'address' {
  return realm === 'crafter-studio' ? 'username' : 'address';
}
