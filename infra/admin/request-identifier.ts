import { canonicalAddress } from '#lib/reset/address.ts';
import type { Account } from '#lib/reset/ports.ts';

/** What reset requests call the account: as `ResetRequestKey` says. Undefined for a Traffic Ops account without an address. */
export function requestIdentifier({ realm, id, email }: Account): string | undefined {
  if (realm !== 'traffic-ops') {
    return id;
  }
  return email === null ? undefined : canonicalAddress(email);
}
