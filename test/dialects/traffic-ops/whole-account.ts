import { accountOf } from '#test/reset/account-of.ts';

export const storedDetails = {
  addressLine1: '1 First Street',
  addressLine2: 'Back door',
  changeLogCount: 12,
  city: 'Zürich',
  company: 'Tables & Co',
  country: 'Switzerland',
  fullName: 'W. User',
  gid: 100,
  id: 77,
  lastAuthenticated: '2024-03-04T05:06:07.89Z',
  newUser: true,
  phoneNumber: '+41 44 000 00 00',
  postalCode: '8000',
  publicSshKey: 'ssh-ed25519 AAAA',
  registrationSent: '2024-02-03T04:05:06Z',
  role: 'admin',
  roleId: 4,
  stateOrProvince: 'ZH',
  tenantId: 9,
  ucdn: 'a-ucdn',
  uid: 101,
};

/** A user with all fields known, and with details that no answer may show. */
export const account = accountOf({
  realm: 'traffic-ops',
  id: 'whole',
  username: 'whole',
  email: 'Whole@Example.com',
  tenant: 'kitchen',
  lastModified: Date.UTC(2023, 10, 14, 22, 13, 20),
  hasPassword: true,
  details: { ...storedDetails, localPasswd: 'secret', passwordHash: 'secret' },
});
