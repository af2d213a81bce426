import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import type { Application } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { demoCredentials } from './demo-credentials.ts';

const healthy = { enabled: true, externallyManaged: false, tenant: null, locale: null, details: {} };
const since2024 = { createdOn: Date.UTC(2024, 0, 2, 9), lastModified: Date.UTC(2024, 0, 2, 9) };

function studioUser(username: string, state: Partial<NewAccount> = {}): NewAccount {
  const email = `${username}@example.com`;
  return { realm: 'crafter-studio', id: username, username, email, ...healthy, ...since2024, ...state };
}

/** The profile in Crafter Profile's documentation. */
export const demoProfile: NewAccount = {
  ...healthy,
  realm: 'crafter-profile',
  id: '59284659d4c650213cc2f3fc',
  username: 'john.doe',
  email: 'john.doe@example.com',
  enabled: false,
  createdOn: 1495811673842,
  lastModified: 1495812397986,
  tenant: 'sample-tenant',
  details: { verified: false, roles: ['APP_TEST', 'APP_REPORT'], attributes: {} },
};

/** The user in Traffic Ops' documentation. */
const trafficOpsUser: NewAccount = {
  ...healthy,
  ...since2024,
  realm: 'traffic-ops',
  id: 'test',
  username: 'test',
  email: 'test@example.com',
  tenant: 'root',
  details: {
    addressLine1: null,
    addressLine2: null,
    changeLogCount: 1,
    city: null,
    company: null,
    country: null,
    fullName: 'Test User',
    gid: null,
    id: 2,
    lastAuthenticated: null,
    newUser: false,
    phoneNumber: null,
    postalCode: null,
    publicSshKey: null,
    registrationSent: null,
    role: 'operations',
    roleId: 3,
    stateOrProvince: null,
    tenantId: 1,
    ucdn: '',
    uid: null,
  },
};

export const demoPeople: readonly NewAccount[] = [
  demoProfile,
  studioUser('jane.doe'),
  studioUser('ldap.user', { externallyManaged: true }),
  studioUser('off.user', { enabled: false }),
  trafficOpsUser,
];

/** The people of the products that there are, whose accounts are in Rekey's table. Those of a product's own server are as that server has them. */
export function demoPeopleIn(settings: Settings): readonly NewAccount[] {
  return demoPeople.filter(({ realm }) => settings.products.includes(realm) && !isUpstream(realm, settings));
}

/** The application in Crafter Profile's documentation. */
export const demoApplication: Application = {
  accessTokenHash: sha256(demoCredentials.accessTokenId),
  name: 'sample-app',
  tenantPermissions: [{ tenant: 'sample-tenant', allowedActions: ['*'] }],
  expiresOn: null,
  resetPasswordUrls: ['http://example.com'],
};
