import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';

/** A user of Crafter Studio with the fields that the product has. Each number has an account of its own. */
export function sampleAccount(number: number): NewAccount {
  const id = `person.number${String(number).padStart(9, '0')}`;
  return {
    realm: 'crafter-studio',
    id,
    username: id,
    email: `${id}@mail.example.com`,
    enabled: true,
    externallyManaged: false,
    tenant: null,
    createdOn: 1_750_000_000_000,
    lastModified: 1_750_000_000_000,
    locale: 'en',
    details: { firstName: 'Jane', lastName: 'Doe', roles: ['author', 'reviewer'] },
  };
}
