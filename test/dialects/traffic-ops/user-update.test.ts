import { describe, expect, test } from '@jest/globals';
import { readUserUpdate, requireConfirmation } from '#lib/dialects/traffic-ops/user-update.ts';
import { eventWith } from '#test/dialects/event-with.ts';
import { account } from './whole-account.ts';

const kinds = [
  { version: '3.0', wrap: (user: object) => ({ user }), at: 'user.', role: 4 },
  { version: '3.1', wrap: (user: object) => ({ user }), at: 'user.', role: 4 },
  { version: '4.0', wrap: (user: object) => user, at: '', role: 'admin' },
  { version: '4.1', wrap: (user: object) => user, at: '', role: 'admin' },
  { version: '5.0', wrap: (user: object) => user, at: '', role: 'admin' },
] as const;

const texts = [
  'addressLine1',
  'addressLine2',
  'city',
  'company',
  'country',
  'fullName',
  'phoneNumber',
  'postalCode',
  'stateOrProvince',
];
const allNull = Object.fromEntries(texts.map((name) => [name, null]));

describe.each(kinds)('in version $version', ({ version, wrap, at, role }) => {
  const read = (user: object) => readUserUpdate(eventWith({ body: wrap(user) }), version, account);
  const isPartial = at !== '';
  const refusal = (user: object) => {
    try {
      return read(user);
    } catch (error) {
      const { code, detail } = Object(error);
      return [code, ...Object.values(detail ?? {}).filter((value) => typeof value === 'string')];
    }
  };

  test.each([...texts, 'username', 'email', 'publicSshKey', 'localPasswd', 'confirmLocalPasswd'])(
    'T15 %s is a string or null',
    (field) => {
      for (const value of [7, false, ['x'], {}]) {
        expect(refusal({ [field]: value })).toEqual(['body-refused', `${at}${field}`, 'must be a string or null']);
      }
      expect(refusal({ [field]: undefined, localPasswd: 'x' })).toMatchObject({ confirmation: null });
    },
  );

  test('T15 tenantId is a whole number or null, and the role has the type of its version', () => {
    for (const value of ['9', 1.5, true, [9]]) {
      expect(refusal({ tenantId: value })).toEqual(['body-refused', `${at}tenantId`, 'must be a whole number or null']);
    }
    const [other, kind] = isPartial ? ['admin', 'a whole number'] : [4, 'a string'];
    expect(refusal({ role: other })).toEqual(['body-refused', `${at}role`, `must be ${kind} or null`]);
  });

  test.each(texts)('T15 %s is stored, so it holds no half characters', (field) => {
    expect(refusal({ [field]: 'x\ud83d' })).toEqual(['body-refused', `${at}${field}`, 'must be whole characters']);
  });

  test.each([
    ['username', 'WHOLE'],
    ['email', 'whole@example.com'],
    ['role', isPartial ? 1 : 'root'],
    ['tenantId', 1],
    ['publicSshKey', ''],
  ])('T16 %s cannot change', (field, value) => {
    expect(refusal({ [field]: value, localPasswd: '' })).toEqual(['field-fixed', field]);
  });

  test.each(['username', 'email', 'role', 'tenantId'])('T16 %s cannot become null', (field) => {
    expect(refusal({ [field]: null })).toEqual(['field-fixed', field]);
  });

  test('T16 null means an unchanged SSH key, as clients that leave it out send it', () => {
    expect(read({ publicSshKey: null, localPasswd: 'a' })).toMatchObject({ newPassword: 'a' });
  });

  test.each([
    ['role', isPartial ? 'roleId' : 'role', isPartial ? 1 : 'root'],
    ['tenantId', 'tenantId', 1],
  ])('T16 %s is not compared if Rekey does not know it', (field, stored, value) => {
    const { [stored]: _, ...details } = account.details;
    const body = wrap({ [field]: value, localPasswd: 'a' });
    for (const unknown of [details, ...(field === 'role' ? [{ ...details, [stored]: null }] : [])]) {
      expect(readUserUpdate(eventWith({ body }), version, { ...account, details: unknown })).toMatchObject({ newPassword: 'a' });
    }
  });

  test.each([[null], [undefined]])('T16 a missing SSH key cannot become a key, if the stored value is %s', (publicSshKey) => {
    const body = wrap({ publicSshKey: 'ssh-rsa AAAA' });
    const { publicSshKey: _, ...details } = account.details;
    const keyless = { ...account, details: publicSshKey === undefined ? details : { ...details, publicSshKey } };
    expect(() => readUserUpdate(eventWith({ body }), version, keyless)).toThrow(
      expect.objectContaining({ code: 'field-fixed', detail: { field: 'publicSshKey' } }),
    );
  });

  test('T16 equal values are not a change', () => {
    const same = { username: 'whole', email: 'Whole@Example.com', role, tenantId: 9, publicSshKey: 'ssh-ed25519 AAAA' };
    expect(read(same)).toMatchObject({ newPassword: null });
  });

  test('T14 without localPasswd, or with null, there is no new password', () => {
    expect(read({}).newPassword).toBeNull();
    expect(read({ localPasswd: null }).newPassword).toBeNull();
  });

  test('T19 an empty localPasswd is refused from 4.0 on, and means unchanged before 4.0', () => {
    if (isPartial) {
      expect(read({ localPasswd: '' }).newPassword).toBeNull();
    } else {
      expect(refusal({ localPasswd: '' })).toEqual(['password-empty']);
    }
  });

  test('T14 the password and its confirmation are read exactly as typed', () => {
    expect(read({ localPasswd: ' a b ', confirmLocalPasswd: '' })).toMatchObject({ newPassword: ' a b ', confirmation: '' });
    expect(read({ localPasswd: 'a', confirmLocalPasswd: null }).confirmation).toBeNull();
  });

  test('T14 descriptive fields are replaced from 4.0 on, and absent ones stay before 4.0', () => {
    const given = { city: 'Basel', company: '', country: null, uid: 7, enabled: false };
    const stored = { city: 'Basel', company: '', country: null };
    expect(read(given).details).toEqual(isPartial ? stored : { ...allNull, ...stored });
  });

  test('T15 a body that is not a JSON object is refused', () => {
    const body = (text: string) => () => readUserUpdate(eventWith({ body: text }), version, account);
    expect(body('[]')).toThrow(expect.objectContaining({ code: 'body-unreadable' }));
    expect(body('x'.repeat(16 * 1024 + 1))).toThrow(expect.objectContaining({ code: 'body-too-large' }));
  });
});

test.each([undefined, null, 'text', 1, []])('T15 before 4.0 user must be an object and not %j', (user) => {
  const read = () => readUserUpdate(eventWith({ body: { user } }), '3.0', account);
  const fault = { name: 'user', problem: 'must be an object' };
  expect(read).toThrow(expect.objectContaining({ code: 'body-refused', detail: expect.objectContaining(fault) }));
});

test('T19 a confirmation, if there is one, must equal the password', () => {
  const confirm = (newPassword: string | null, confirmation: string | null) => () =>
    requireConfirmation({ newPassword, confirmation, details: {} });
  expect(confirm('a', 'a')).not.toThrow();
  expect(confirm('a', null)).not.toThrow();
  expect(confirm('a', 'b')).toThrow(expect.objectContaining({ code: 'passwords-differ', detail: null }));
  expect(confirm('a', '')).toThrow(expect.objectContaining({ code: 'passwords-differ' }));
});
