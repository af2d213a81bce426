import type { Account, StoredResetRequest } from '#lib/reset/ports.ts';
import { accountOf } from './account-of.ts';
import { sampleApplication } from './memory-mailroom.ts';

const id = '59284659d4c650213cc2f3fc';

export function profileOf(differences: Partial<Account> = {}): Account {
  return accountOf({ realm: 'crafter-profile', id, tenant: 'sample-tenant', ...differences });
}

/** An application's request for a link to that profile. */
export const profileRequest = {
  realm: 'crafter-profile',
  asker: 'application',
  identifier: id,
  link: 'https://app.example/reset',
  application: sampleApplication.accessTokenHash,
} as const satisfies Partial<StoredResetRequest>;
