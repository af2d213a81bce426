import { knownHash } from '#infra/local/doubles/crafter-hash.ts';
import type { AttributeDefinition, NewProfile, ProfileStore } from './profile-store.ts';

/** The ids of the access tokens. They are known to everyone. Every stock install ships `master`. */
export const profileTokens = {
  master: 'e8f5170c-877b-416f-b70f-4b09772f8e2d',
  application: '11111111-1111-4111-8111-111111111111',
  /** Rekey's own. */
  service: '22222222-2222-4222-8222-222222222222',
  /** `READ_TENANT` and nothing else. */
  reader: '33333333-3333-4333-8333-333333333333',
  otherTenant: '44444444-4444-4444-8444-444444444444',
  expired: '55555555-5555-4555-8555-555555555555',
  /** `MANAGE_PROFILES` without `READ_TENANT`. */
  blind: '66666666-6666-4666-8666-666666666666',
} as const;

/** `john.doe` and his id are those of the Crafter Profile documents. */
export const seededProfiles: readonly (Omit<NewProfile, 'tenant'> & { id: string })[] = [
  {
    id: '59284659d4c650213cc2f3fc',
    username: 'john.doe',
    password: 'john-old-pw-1',
    roles: ['APP_TEST', 'APP_REPORT'],
    attributes: { firstName: 'John', lastName: 'Doe', secret: 's3', address: { city: 'Rome', zip: '00100' } },
  },
  {
    id: '5a0000000000000000000001',
    username: 'jane.doe',
    password: 'jane-old-pw-1',
    roles: ['APP_TEST'],
    attributes: { firstName: 'Jane' },
  },
  { id: '5a0000000000000000000002', username: 'dis.abled', password: 'dis-old-pw-1', enabled: false },
  { id: '5a0000000000000000000003', username: 'sso.only', password: null },
];

const everyone: AttributeDefinition['permissions'] = [{ application: '*', allowedActions: ['*'] }];

export function seedProfiles(store: ProfileStore): void {
  const attributeDefinitions: AttributeDefinition[] = [
    ...['firstName', 'lastName', 'address'].map((name) => ({ name, permissions: everyone })),
    { name: 'secret', permissions: [{ application: 'profile-admin', allowedActions: ['*'] }] },
  ];
  store.tenants.set('default', { name: 'default', availableRoles: ['PROFILE_ADMIN'], attributeDefinitions: [] });
  store.tenants.set('sample-tenant', { name: 'sample-tenant', availableRoles: ['APP_TEST', 'APP_REPORT'], attributeDefinitions });

  const addToken = (
    id: string,
    application: string,
    tenant: string,
    actions: readonly string[],
    expiresOn: number | null = null,
  ) => {
    const tenantPermissions = [{ tenant, allowedActions: actions }];
    store.accessTokens.set(id, { id, application, master: id === profileTokens.master, tenantPermissions, expiresOn });
  };
  addToken(profileTokens.master, 'profile-admin', '*', ['*']);
  addToken(profileTokens.application, 'my-app', 'sample-tenant', ['READ_TENANT', 'MANAGE_PROFILES', 'MANAGE_TICKETS']);
  addToken(profileTokens.service, 'rekey', 'sample-tenant', ['READ_TENANT', 'MANAGE_PROFILES']);
  addToken(profileTokens.reader, 'reader', 'sample-tenant', ['READ_TENANT']);
  addToken(profileTokens.otherTenant, 'other', 'default', ['READ_TENANT', 'MANAGE_PROFILES']);
  addToken(profileTokens.expired, 'expired', 'sample-tenant', ['READ_TENANT', 'MANAGE_PROFILES'], 1_500_000_000_000);
  addToken(profileTokens.blind, 'blind', 'sample-tenant', ['MANAGE_PROFILES']);

  for (const profile of seededProfiles) {
    store.createProfile({ tenant: 'sample-tenant', ...structuredClone(profile) }, knownHash);
  }
}
