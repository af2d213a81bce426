import type { Account } from './ports.ts';

/** Enabled, and its password is ours to set. */
export function isOpen(account: Account): boolean {
  return account.enabled && !account.externallyManaged;
}
