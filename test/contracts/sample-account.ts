import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';

let made = 0;

/** An account that no other test of this file uses. It is open and in Crafter Studio, except for the given differences. */
export function sampleAccount(differences: Partial<NewAccount> = {}): NewAccount {
  made += 1;
  const id = `person-${made}`;
  return {
    realm: 'crafter-studio',
    id,
    username: id,
    email: `${id}@example.com`,
    enabled: true,
    externallyManaged: false,
    tenant: null,
    createdOn: 1_000,
    lastModified: 2_000,
    locale: 'en',
    details: { firstName: 'Jane', roles: ['author', 'reviewer'], attributes: { phone: null } },
    ...differences,
  };
}
