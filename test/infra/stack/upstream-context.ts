import { type Realm, realms } from '#lib/reset/ports.ts';

/** The settings with which the accounts of a realm stay in the product's own server. */
const contextWithServer: { readonly [realm in Realm]: { readonly [variable: string]: string } } = {
  'crafter-profile': {
    REKEY_CRAFTER_PROFILE_URL: 'https://profile.example.com/crafter-profile',
    REKEY_CRAFTER_PROFILE_SECRET: 'own/profile',
  },
  'crafter-studio': {
    REKEY_CRAFTER_STUDIO_URL: 'https://studio.example.com/studio',
    REKEY_CRAFTER_STUDIO_SECRET: 'own/studio',
    REKEY_TOKEN_LIFETIME_MINUTES: '30',
  },
  'traffic-ops': {
    REKEY_TRAFFIC_OPS_URL: 'https://ops.example.com',
    REKEY_TRAFFIC_OPS_SESSION_SECRET: 'own/sessions',
    REKEY_TRAFFIC_OPS_SERVICE_USER: 'rekey',
  },
};

export const network = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: 'subnet-0123456789abcdef0, subnet-0123456789abcdef1',
  securityGroupIds: 'sg-0123456789abcdef0',
  vpcReachesAws: 'true',
};

/** Every set of realms, from none to all. */
export const combinations: readonly (readonly Realm[])[] = Array.from({ length: 2 ** realms.length }, (_, number) =>
  realms.filter((_realm, index) => Math.floor(number / 2 ** index) % 2 === 1),
);

/** The context of a stack in which the accounts of these realms stay in the products' own servers. */
export function contextOf(upstream: readonly Realm[]): { readonly [name: string]: string } {
  return Object.assign({}, ...upstream.map((realm) => contextWithServer[realm]));
}
