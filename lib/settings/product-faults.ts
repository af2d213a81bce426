import { type Realm, realms } from '#lib/reset/ports.ts';
import { type SettingName, type Settings, variableOf } from './settings.ts';

/** The settings that mean something for one product only. */
const ofProduct: { readonly [realm in Realm]: readonly SettingName[] } = {
  'crafter-profile': [
    'profileName',
    'profileSignInUrl',
    'crafterProfileUrl',
    'crafterProfileSecret',
    'crafterProfileTokensUntil',
    'crafterProfileSelfService',
    'applicationRequestsPerFiveMinutes',
  ],
  'crafter-studio': [
    'studioName',
    'studioSignInUrl',
    'studioLink',
    'concealStudioAccounts',
    'administratorSecret',
    'oidcIssuer',
    'oidcAudience',
    'crafterStudioUrl',
    'crafterStudioSecret',
  ],
  'traffic-ops': [
    'trafficOpsName',
    'trafficOpsSignInUrl',
    'trafficOpsLink',
    'revealTrafficOpsAccounts',
    'trafficOpsSessionSecret',
    'trafficOpsUrl',
    'trafficOpsServiceUser',
    'trafficOpsStamp',
  ],
};

/**
 * Faults of settings of products that are not among `REKEY_PRODUCTS`. Without this check, an operator who left a product out by mistake would look for
 * the reason elsewhere. A function reads only some settings, so whoever deploys or starts Rekey has to look.
 *
 * @param isGiven whether the operator has set it
 */
export function productFaults({ products }: Pick<Settings, 'products'>, isGiven: (name: SettingName) => boolean): string[] {
  const missing = realms.filter((realm) => !products.includes(realm));
  return missing.flatMap((realm) =>
    ofProduct[realm].filter(isGiven).map((name) => `${variableOf(name)} needs ${realm} among ${variableOf('products')}`),
  );
}
