import { ResetError } from './errors.ts';
import type { Reach, Realm } from './ports.ts';

/**
 * For operators who want strangers to be told which addresses have accounts.
 *
 * @throws {ResetError} `account-not-found`
 */
export async function requireAddress(ports: Reach<'accounts.hasAddress'>, realm: Realm, address: string): Promise<void> {
  if (!(await ports.accounts.hasAddress(realm, address))) {
    throw new ResetError('account-not-found', { identifier: address });
  }
}
