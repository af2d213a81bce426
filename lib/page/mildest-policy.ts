import { defaultPasswordPolicy } from '#lib/reset/password.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { PageRealm } from './identifier.ts';

/**
 * What the page may ask of every password of a realm. It does not know the tenant, whose own policy may be milder and is nobody else's business;
 * what that policy asks beyond this the server says.
 */
export function mildestPolicy(realm: PageRealm, policies: Settings['passwordPolicies']) {
  const ofTenants = Object.entries(policies).filter(([key]) => key.startsWith(`${realm}/`));
  const all = [policies[realm] ?? defaultPasswordPolicy, ...ofTenants.map(([, policy]) => policy)];
  return {
    minimumBytes: Math.min(...all.map(({ minimumBytes }) => minimumBytes)),
    refusesCommon: all.every(({ blocklist }) => blocklist),
  };
}
