import { Argument } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { type Account, type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { configuredTrafficOps } from '#lib/upstream/traffic-ops/traffic-ops-accounts.ts';

export const realmArgument = (name: '<realm>' | '[realm]' = '<realm>') =>
  new Argument(name, 'the product that has the account').choices(realms);

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

/** @throws {AdminError} when there is no account that `lookUpAccount` finds */
export async function findNamedAccount(settings: Settings, realm: Realm, id: string): Promise<Account> {
  const account = await lookUpAccount(settings, accountReference(realm, id));
  if (account === undefined) {
    throw noSuchAccount({ realm, id });
  }
  return account;
}

/**
 * Finds the account that the operator names: in any letter case if it is a username of Crafter Studio, and by the number or the username if the account
 * stays in Crafter Studio's or Traffic Ops' own server.
 */
export async function lookUpAccount(settings: Settings, reference: AccountReference): Promise<Account | undefined> {
  return accountsOfAllRealms(settings).find(await numbered(settings, reference));
}

/** The id of an account in Traffic Ops' own server is its number there. */
async function numbered(settings: Settings, reference: AccountReference): Promise<AccountReference> {
  const { realm, id } = reference;
  if (realm !== 'traffic-ops' || !isUpstream(realm, settings) || /^\d+$/.test(id)) {
    return reference;
  }
  return (await configuredTrafficOps(settings).findByUsername(id)) ?? reference;
}

export function noSuchAccount({ realm, id }: AccountReference): AdminError {
  return new AdminError(`There is no account ${id} in ${realm}.`);
}

/**
 * The identifiers that reset requests for the account may have (see `ResetRequestKey`). There is none for a Traffic Ops account without an address. A
 * Studio account that stays in Studio's own server has two, because people may type its name or its number there. An application asks for a profile by
 * its id, and its owner by the address.
 */
export function requestIdentifiers({ realm, id, username, email }: Account): readonly string[] {
  switch (realm) {
    case 'crafter-profile':
      return [id, ...(email === null ? [] : [canonicalAddress(email)])];
    case 'crafter-studio':
      return [...new Set([id, username].map((each) => canonicalId({ realm, id: each })))];
    case 'traffic-ops':
      return email === null ? [] : [canonicalAddress(email)];
  }
}

/** Whether the text is exactly one mail address, which mail may be sent to (M1, M3). */
export function isMailAddress(text: string): boolean {
  return mailAddressIn(text) === text;
}
