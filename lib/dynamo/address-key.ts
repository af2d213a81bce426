import type { CanonicalAddress } from '#lib/reset/address.ts';
import type { Realm } from '#lib/reset/ports.ts';

/** The partition of the `byAddress` index that holds the accounts with this address. */
export function addressKey(realm: Realm, address: CanonicalAddress): string {
  return `${realm}#${address}`;
}
