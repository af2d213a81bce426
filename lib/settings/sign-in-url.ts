import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from './settings.ts';

export type SignInUrls = Pick<Settings, 'profileSignInUrl' | 'studioSignInUrl' | 'trafficOpsSignInUrl'>;

/** Where people sign in to the product of a realm. Null if the operator has not said. */
export function signInUrl(realm: Realm, settings: SignInUrls): string | null {
  const urls = {
    'crafter-profile': settings.profileSignInUrl,
    'crafter-studio': settings.studioSignInUrl,
    'traffic-ops': settings.trafficOpsSignInUrl,
  };
  return urls[realm];
}
