import type { Realm } from '#lib/reset/ports.ts';

/** What the local stack calls the products, whatever name the settings give an instance. */
export const productNames: { readonly [realm in Realm]: string } = {
  'crafter-profile': 'Crafter Profile',
  'crafter-studio': 'Crafter Studio',
  'traffic-ops': 'Traffic Ops',
};
