import { isUsername } from '#lib/dialects/crafter-studio/username.ts';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { RequestError } from '#lib/http/request-error.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Realm } from '#lib/reset/ports.ts';

/** The realms whose people ask for themselves. A Crafter Profile application asks for its own. */
export const pageRealms = ['crafter-studio', 'traffic-ops'] as const satisfies readonly Realm[];
export type PageRealm = (typeof pageRealms)[number];

/** A line break is part of what was typed, and so refused (M3). */
const blanksAround = /^[ \t]+|[ \t]+$/g;

/**
 * Who is meant, as `ResetRequestKey` identifies an account. Blanks around what was typed are nobody's.
 *
 * @throws {RequestError} `body-refused` for what cannot be a Studio username (S2) or is not one mail address (T3)
 */
export function requireIdentifier({ realm, identifier }: { realm: PageRealm; identifier: string }): string {
  const typed = identifier.replace(blanksAround, '');
  const address = realm === 'traffic-ops' ? mailAddressIn(typed) : null;
  if (address !== null) {
    return canonicalAddress(address);
  }
  if (realm === 'crafter-studio' && isUsername(typed)) {
    return typed;
  }
  throw new RequestError('body-refused', { name: 'identifier', problem: 'must name an account', isMissing: typed === '' });
}
