import { Argument } from 'commander';
import { type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { AdminError } from './admin-error.ts';

export const realmArgument = () => new Argument('<realm>', 'the product that the account belongs to').choices(realms);

/**
 * The account that the operator names.
 *
 * @throws {AdminError} when it cannot be an id of that realm
 */
export function accountReference(realm: Realm, id: string): AccountReference {
  if (realm !== 'crafter-profile') {
    return { realm, id };
  }
  if (!/^[0-9a-f]{24}$/i.test(id)) {
    throw new AdminError('A profile is named by its id, 24 hexadecimal digits; accounts show crafter-profile --email finds it.');
  }
  return { realm, id: id.toLowerCase() };
}

export function noSuchAccount({ realm, id }: AccountReference): AdminError {
  return new AdminError(`There is no account ${id} in ${realm}.`);
}
