import type { Account } from '#lib/reset/ports.ts';

/** An open account, with the given differences. */
export function accountOf(differences: Partial<Account> = {}): Account {
  return {
    realm: 'crafter-studio',
    id: 'jane.doe',
    username: 'jane.doe',
    email: 'jane.doe@example.com',
    enabled: true,
    externallyManaged: false,
    tenant: null,
    credentialStamp: 'stamp of jane.doe',
    createdOn: 1_000,
    lastModified: 2_000,
    locale: null,
    undeliverable: null,
    noticeDue: null,
    hold: null,
    closed: null,
    hasPassword: false,
    details: {},
    ...differences,
  };
}
