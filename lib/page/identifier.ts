import { isUsername } from '#lib/dialects/crafter-studio/username.ts';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { RequestError } from '#lib/http/request-error.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Realm } from '#lib/reset/ports.ts';

/** The realms whose people ask for themselves. In Crafter Profile an application asks for its people. */
export const pageRealms = ['crafter-studio', 'traffic-ops'] as const satisfies readonly Realm[];
export type PageRealm = (typeof pageRealms)[number];

/** A line break counts as part of what was typed, so it is refused (M3). */
const blanksAround = /^[ \t]+|[ \t]+$/g;

/** Nobody has a username with one of these inside. Crafter Studio takes none (docs/contracts.md). */
const neverInUsername = /[\p{Z}\p{Cc}\p{Cf}]/u;

/**
 * Identifies the account that is meant, as in `ResetRequestKey`. Blanks around what was typed do not count.
 *
 * @throws {RequestError} `body-refused` if it cannot be a Studio username (S2) or is not one mail address (T3)
 */
export function requireIdentifier({ realm, identifier }: { realm: PageRealm; identifier: string }): string {
  const typed = identifier.replace(blanksAround, '');
  const address = realm === 'traffic-ops' ? mailAddressIn(typed) : null;
  if (address !== null) {
    return canonicalAddress(address);
  }
  if (realm === 'crafter-studio' && isUsername(typed) && !neverInUsername.test(typed)) {
    return typed;
  }
  throw new RequestError('body-refused', { name: 'identifier', problem: 'must name an account', isMissing: typed === '' });
}
