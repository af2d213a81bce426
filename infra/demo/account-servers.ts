import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** Where the accounts of each realm are: the URL of the product's own server, or null for Rekey's table. */
export function accountServers(settings: Settings): { readonly [realm in Realm]: string | null } {
  return {
    'crafter-profile': settings.crafterProfileUrl,
    'crafter-studio': settings.crafterStudioUrl,
    'traffic-ops': settings.trafficOpsUrl,
  };
}
