/** The documents' user, as versions 4.0 and later show it. */
export const testUser = {
  addressLine1: null,
  addressLine2: null,
  changeLogCount: 1,
  city: null,
  company: null,
  country: null,
  email: 'test@example.com',
  fullName: 'Test User',
  gid: null,
  id: 2,
  lastAuthenticated: null,
  lastUpdated: '2024-01-02T09:00:00.000Z',
  newUser: false,
  phoneNumber: null,
  postalCode: null,
  publicSshKey: null,
  registrationSent: null,
  role: 'operations',
  stateOrProvince: null,
  tenant: 'root',
  tenantId: 1,
  ucdn: '',
  uid: null,
  username: 'test',
};

/** A user with all fields known, as versions 4.0 and later show it, and as it is stored, with details that no answer may show. */
export const wholeUser = {
  addressLine1: '1 First Street',
  addressLine2: 'Back door',
  changeLogCount: 12,
  city: 'Zürich',
  company: 'Tables & Co',
  country: 'Switzerland',
  email: 'Whole@Example.com',
  fullName: 'W. "Whole" O’User',
  gid: 100,
  id: 77,
  lastAuthenticated: '2024-03-04T05:06:07.89Z',
  lastUpdated: '2023-11-14T22:13:20.000Z',
  newUser: true,
  phoneNumber: '+41 44 000 00 00',
  postalCode: '8000',
  publicSshKey: 'ssh-ed25519 AAAA whole',
  registrationSent: '2024-02-03T04:05:06Z',
  role: 'admin',
  stateOrProvince: 'ZH',
  tenant: 'kitchen',
  tenantId: 9,
  ucdn: 'a-ucdn',
  uid: 101,
  username: 'whole',
};

/** The state of an account with the whole user, under the given name. */
export function wholeState() {
  const { email, tenant, username, lastUpdated, ...details } = wholeUser;
  const secrets = { localPasswd: 'secret', confirmLocalPasswd: 'secret', token: 'secret', passwordHash: 'secret' };
  return { email, tenant, details: { ...details, roleId: 4, ...secrets }, lastModified: Date.parse(lastUpdated) };
}

type Legacy = { roleId: number | null; localUser: boolean };

/** The same user, as versions 3.0 and 3.1 show it. */
export function legacy(user: { role: unknown; [key: string]: unknown }, { roleId, localUser }: Legacy): object {
  return Object.fromEntries(
    Object.entries(user).flatMap(([key, value]) => {
      if (key === 'role') {
        return Object.entries({ role: roleId, roleName: value });
      }
      return key === 'newUser' ? Object.entries({ localUser, newUser: value }) : [[key, value]];
    }),
  );
}

/** The current time in RFC 3339. */
export const someTime = '{{integer}}-{{integer}}-{{word}}:{{integer}}:{{integer}}.{{word}}';
