import { Argument } from 'commander';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { type Account, type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';

export const realmArgument = () => new Argument('<realm>', 'the product that has the account').choices(realms);

/**
 * The account that the operator names.
 *
 * @throws {AdminError} when the realm has no such ids
 */
export function accountReference(realm: Realm, id: string): AccountReference {
  if (realm !== 'crafter-profile') {
    return { realm, id };
  }
  if (!/^[0-9a-f]{24}$/i.test(id)) {
    throw new AdminError(
      'The id of a profile has 24 hexadecimal digits. To find it, run accounts show crafter-profile --email <address>.',
    );
  }
  return { realm, id: id.toLowerCase() };
}

/** The account under the id that it is stored with, because an operator may write a Studio username in any letter case. */
export async function storedReference(settings: Settings, reference: AccountReference): Promise<AccountReference> {
  const { realm } = reference;
  return { realm, id: (await dynamoAccounts(settings).find(reference))?.id ?? canonicalId(reference) };
}

export function noSuchAccount({ realm, id }: AccountReference): AdminError {
  return new AdminError(`There is no account ${id} in ${realm}.`);
}

/** The identifier of the account in reset requests (see `ResetRequestKey`). Undefined for a Traffic Ops account without an address. */
export function requestIdentifier({ realm, id, email }: Account): string | undefined {
  if (realm !== 'traffic-ops') {
    return id;
  }
  return email === null ? undefined : canonicalAddress(email);
}

/** Whether the text is exactly one mail address, which mail may be sent to (M1, M3). */
export function isMailAddress(text: string): boolean {
  return mailAddressIn(text) === text;
}
