import { usernameIn } from '#lib/dialects/crafter-studio/username.ts';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { RequestError } from '#lib/http/request-error.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { ResetRequest } from '#lib/reset/ports.ts';
import { typedName } from '#lib/reset/typed-name.ts';
import { type AskingSettings, askedRealms, namedBy, type PageRealm } from './asked-realms.ts';

type Identifier = Pick<ResetRequest, 'identifier' | 'typed'>;

/** @throws {RequestError} `body-refused` if the operator does not have this product, or its people do not ask for themselves */
export function requireProduct(realm: PageRealm, settings: AskingSettings): void {
  if (!askedRealms({ settings }).includes(realm)) {
    throw new RequestError('body-refused', { name: 'realm', problem: 'must name a product', isMissing: false });
  }
}

/**
 * Identifies the account that is meant, as in `ResetRequest`.
 *
 * @throws {RequestError} `body-refused` if it cannot be a Studio username (S2) or is not one mail address (T3)
 */
export function requireIdentifier({ realm, identifier }: { realm: PageRealm; identifier: string }): Identifier {
  const isAddress = namedBy(realm) === 'address';
  const typed = isAddress ? mailAddressIn(identifier) : usernameIn(identifier);
  if (typed === null) {
    throw new RequestError('body-refused', {
      name: 'identifier',
      problem: 'must name an account',
      isMissing: typedName(identifier) === '',
    });
  }
  return { identifier: isAddress ? canonicalAddress(typed) : typed, typed };
}
