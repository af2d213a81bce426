import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Realm } from '#lib/reset/ports.ts';

/** The realms whose people ask for themselves. A Crafter Profile application asks for its own. */
export const pageRealms = ['crafter-studio', 'traffic-ops'] as const satisfies readonly Realm[];
export type PageRealm = (typeof pageRealms)[number];

type Named = { realm: PageRealm; identifier: string };

const longestUsername = 255;

/**
 * Who is meant, as `ResetRequestKey` identifies an account: blanks around what was typed are nobody's.
 *
 * @returns null for what cannot be a Studio username or one mail address (S2, T3)
 */
export function identifierOf({ realm, identifier }: Named): string | null {
  const typed = identifier.trim();
  if (realm === 'traffic-ops') {
    const address = mailAddressIn(typed);
    return address === null ? null : canonicalAddress(address);
  }
  return typed !== '' && typed.length <= longestUsername && typed.isWellFormed() ? typed : null;
}

export function isNameable(named: Named): boolean {
  return identifierOf(named) !== null;
}
