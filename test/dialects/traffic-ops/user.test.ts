import { expect, test } from '@jest/globals';
import { descriptiveFields, userObject } from '#lib/dialects/traffic-ops/user.ts';
import { account, storedDetails } from './whole-account.ts';

const current = {
  addressLine1: '1 First Street',
  addressLine2: 'Back door',
  changeLogCount: 12,
  city: 'Zürich',
  company: 'Tables & Co',
  country: 'Switzerland',
  email: 'Whole@Example.com',
  fullName: 'W. User',
  gid: 100,
  id: 77,
  lastAuthenticated: '2024-03-04T05:06:07.89Z',
  lastUpdated: '2023-11-14T22:13:20.000Z',
  newUser: true,
  phoneNumber: '+41 44 000 00 00',
  postalCode: '8000',
  publicSshKey: 'ssh-ed25519 AAAA',
  registrationSent: '2024-02-03T04:05:06Z',
  role: 'admin',
  stateOrProvince: 'ZH',
  tenant: 'kitchen',
  tenantId: 9,
  ucdn: 'a-ucdn',
  uid: 101,
  username: 'whole',
};

test.each(['4.0', '4.1', '5.0'] as const)('T13 the user of %s has the contract’s keys in its order, and no secret', (version) => {
  expect(JSON.stringify(userObject(account, version))).toBe(JSON.stringify(current));
});

test.each(['3.0', '3.1'] as const)('T13 the user of %s has its role as a number and the role’s name beside it', (version) => {
  const { role, ...others } = current;
  expect(userObject(account, version)).toEqual({ ...others, localUser: true, role: 4, roleName: role });
});

test.each([true, false])('T13 before 4.0, localUser says whether there is a password: %s', (hasPassword) => {
  expect(userObject({ ...account, hasPassword }, '3.1')).toMatchObject({ localUser: hasPassword });
  expect(userObject({ ...account, hasPassword }, '5.0')).not.toHaveProperty('localUser');
});

test('T13 an unknown field is null, or an empty value of its type if it is a count, a boolean or a text', () => {
  const { email, lastUpdated, tenant, username, ...known } = current;
  const unknown = Object.fromEntries(Object.keys(known).map((key) => [key, null]));
  expect(userObject({ ...account, details: {} }, '5.0')).toEqual({
    ...unknown,
    email,
    lastUpdated,
    tenant,
    username,
    changeLogCount: 0,
    newUser: false,
    ucdn: '',
  });
  expect(userObject({ ...account, details: {} }, '3.0')).toMatchObject({ role: null, roleName: null });
});

test('K13 a session may change names, address and phone, and all of these fields are stored', () => {
  const fixed = /^(changeLogCount|gid|id|last.*|newUser|publicSshKey|registrationSent|role.*|tenant.*|ucdn|uid|username|email)$/;
  expect(descriptiveFields.toSorted()).toEqual(
    Object.keys(current)
      .filter((key) => !fixed.test(key))
      .toSorted(),
  );
  expect(Object.keys(storedDetails)).toEqual(expect.arrayContaining([...descriptiveFields]));
});
