// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { currentVersions, TrafficOpsBench } from './traffic-ops-bench.ts';

const bench = new TrafficOpsBench();
const password = 'a long password';

describe.each(currentVersions)('replacing a user in %s', (version) => {
  test('with its row and a password changes the hash and lastUpdated, and nothing else', async () => {
    Object.assign(bench.user('jane.doe'), {
      ...{
        uid: 7,
        gid: 8,
        token: 'T',
        registrationSent: '2026-01-01T00:00:00Z',
        confirmLocalPasswd: 'C',
        city: 'Rome',
        ucdn: 'u',
      },
      lastAuthenticated: 5n,
    });
    const before = structuredClone(bench.user('jane.doe'));
    const { status, alert, response } = await bench.put('jane.doe', { localPasswd: password }, { version });

    expect([status, alert]).toEqual([200, 'user was updated.']);
    const after = bench.user('jane.doe');
    expect({ ...after, localPasswd: '', lastUpdated: 0n }).toEqual({ ...before, localPasswd: '', lastUpdated: 0n });
    expect(after.localPasswd).toMatch(/^SCRYPT:2:8:1:[A-Za-z0-9+/]{86}==:[A-Za-z0-9+/]{86}==$/);
    expect(after.lastUpdated).toBeGreaterThan(before.lastUpdated);
    expect(Object.keys(response)).toEqual(Object.keys(await bench.row('jane.doe')));
    expect(response).toMatchObject({
      id: 4,
      username: 'jane.doe',
      city: 'Rome',
      lastUpdated: (await bench.row('jane.doe')).lastUpdated,
    });
    expect((await bench.logIn('jane.doe', password)).status).toBe(200);
    expect((await bench.logIn('jane.doe', 'jane-old-pw-1')).status).toBe(401);
  });

  test('without a password keeps the hash, and what is left out becomes null, empty or false', async () => {
    Object.assign(bench.user('jane.doe'), { city: 'Rome', ucdn: 'u', newUser: true });
    const before = structuredClone(bench.user('jane.doe'));
    const body = { email: 'new@example.com', fullName: 'Jane', role: 'read-only', username: 'jane.doe', tenantId: 1, unknown: 1 };
    expect((await bench.call(`PUT ${version}/users/4`, { body })).status).toBe(200);
    expect(bench.user('jane.doe')).toMatchObject({
      ...{ email: 'new@example.com', city: null, ucdn: '', newUser: false, localPasswd: before.localPasswd },
    });
  });

  test('takes the id of the path, and neither token nor times from the body', async () => {
    const change = {
      id: 99,
      token: 'x',
      lastUpdated: '2020-01-01T00:00:00Z',
      lastAuthenticated: '2020-01-01T00:00:00Z',
      confirmLocalPasswd: 'x',
    };
    expect((await bench.put('jane.doe', change, { version })).response).toMatchObject({ id: 4 });
    expect(bench.user('jane.doe')).toMatchObject({ id: 4, token: null, lastAuthenticated: null, confirmLocalPasswd: null });
  });

  test('adds to the change log', async () => {
    await bench.put('jane.doe', { localPasswd: password }, { version });
    const { rows } = await bench.call(`GET ${version}/logs`);
    expect(rows).toMatchObject([{ message: 'USER: jane.doe, ID: 4, ACTION: Updated User', user: 'rekey' }]);
    expect((await bench.row('rekey')).changeLogCount).toBe(1);
  });

  const blank = { localPasswd: password };
  test.each([
    ['a body without anything', 'users/4', '', 400, 'EOF'],
    ['a body cut off', 'users/4', '{"email":"x', 400, 'unexpected EOF'],
    ['no JSON', 'users/4', 'nope', 400, "invalid character 'n' looking for beginning of value"],
    ['no object', 'users/4', '[]', 400, 'json: cannot unmarshal array into Go value of type tc.UserV4'],
    ['a path that is not a number, and a bad body', 'users/abc', '', 400, "couldn't convert id into an int"],
  ])('%s: 400', async (_, path, body, status, alert) => {
    expect(await bench.call(`PUT ${version}/${path}`, { body })).toMatchObject({ status, alert });
  });

  test.each([
    [
      'a password of another type',
      { localPasswd: 1 },
      'json: cannot unmarshal number into Go struct field UserV4.localPasswd of type string',
    ],
    [
      'a tenant of another type',
      { tenantId: 'x' },
      'json: cannot unmarshal string into Go struct field UserV4.tenantId of type int',
    ],
    ['a flag of another type', { newUser: [] }, 'json: cannot unmarshal array into Go struct field UserV4.newUser of type bool'],
    ['a time that is none', { lastUpdated: 'x' }, /^parsing time "x" as /],
    ['a blank username', { username: '', ...blank }, 'Your username cannot be blank.'],
    ['the username as password', { username: 'jane.doe', localPasswd: 'jane.doe' }, 'Your password cannot be your username.'],
    ['seven bytes', { localPasswd: '1234567' }, 'Password must be greater than 7 characters.'],
    ['an empty password', { localPasswd: '' }, 'Password must be greater than 7 characters.'],
    ['a common password', { localPasswd: 'password1' }, 'Password is too common.'],
    ['a bad password before a bad field', { localPasswd: '', email: '' }, 'Password must be greater than 7 characters.'],
    ['no email', { email: null }, "'email' cannot be blank"],
    ['a bad email', { email: 'x@localhost' }, "'email' must be a valid email address"],
    ['a quoted email', { email: '"a b"@example.com' }, "'email' must be a valid email address"],
    ['no full name', { fullName: '' }, "'fullName' cannot be blank"],
    ['no role', { role: null }, "'role' cannot be blank"],
    ['no username', { username: null }, "'username' cannot be blank"],
    ['no tenant', { tenantId: null }, "'tenantID' cannot be blank"],
    ['two bad fields', { fullName: null, tenantId: 0 }, "'fullName' cannot be blank, 'tenantID' cannot be blank"],
  ])('%s: %j', async (_, change, alert) => {
    const before = structuredClone(bench.user('jane.doe'));
    const answer = await bench.put('jane.doe', change, { version });
    expect([answer.status, answer.alert]).toEqual([400, typeof alert === 'string' ? alert : expect.stringMatching(alert)]);
    expect(bench.user('jane.doe')).toEqual(before);
  });

  test('eight bytes are enough, also of four letters', async () => {
    expect((await bench.put('jane.doe', { localPasswd: 'ääää' }, { version })).status).toBe(200);
  });

  test('a password has no maximum length, and blanks and NUL are accepted', async () => {
    for (const localPasswd of ['x'.repeat(100_000), '          ', 'a\0b\0c\0d\0e']) {
      expect((await bench.put('jane.doe', { localPasswd }, { version })).status).toBe(200);
    }
  });

  test('an unknown role: 404', async () => {
    expect(await bench.put('jane.doe', { role: 'nope' }, { version })).toMatchObject({ status: 404, alert: 'no such role' });
  });

  test('an account that was registered but not completed cannot be written back', async () => {
    const answer = await bench.put('new.user', { localPasswd: password }, { version });
    expect(answer).toMatchObject({ status: 400, alert: "'fullName' cannot be blank" });
  });

  test.each([
    ['the address of another', { email: 'test@example.com' }],
    ['the name of another', { username: 'test' }],
  ])('%s: 200 with an empty body, and nothing is written', async (_, change) => {
    const before = structuredClone(bench.user('jane.doe'));
    const { status, text, headers } = await bench.put('jane.doe', { ...change, localPasswd: password }, { version });
    expect([status, text, headers.get('content-length'), headers.get('content-type')]).toEqual([200, '', '0', null]);
    expect(bench.user('jane.doe')).toEqual(before);
  });

  test('a database that fails: 200 with an empty body', async () => {
    bench.double.knobs.failsUpdates = true;
    expect(await bench.put('jane.doe', { localPasswd: password }, { version })).toMatchObject({ status: 200, text: '' });
    expect(bench.double.store.writes).toBe(0);
  });

  test('an unknown id: 404, in other words when there is a condition', async () => {
    const body = { ...(await bench.row('jane.doe')), username: 'x', email: 'x@example.com' };
    const path = `PUT ${version}/users/999`;
    expect(await bench.call(path, { body })).toMatchObject({ status: 404, alert: 'no user found with this id' });
    const headers = { 'if-match': bench.tag('jane.doe') };
    expect(await bench.call(path, { body, headers })).toMatchObject({ status: 404, alert: 'no tm_user found with this id' });
  });
});

describe('replacing a user in 3.1', () => {
  const body = async (change: object = {}) => ({ ...(await bench.row('jane.doe')), role: 4, ...change });
  const put = async (change: object) => bench.call('PUT 3.1/users/4', { body: await body(change) });

  test('takes the role as a number, and tells the repeated password', async () => {
    const { status, response } = await put({ localPasswd: password, confirmLocalPasswd: password });
    expect([status, response]).toMatchObject([200, { role: 4, roleName: 'read-only', confirmLocalPasswd: password }]);
    expect(await bench.double.canLogIn('jane.doe', password)).toBe(true);
  });

  test.each([
    ['the address of another', { email: 'test@example.com' }, 400, "tm_user email 'test@example.com' already exists."],
    ['the name of another', { username: 'test' }, 400, "tm_user username 'test' already exists."],
    ['a password without a username', { username: null, localPasswd: password }, 500, 'Internal Server Error'],
    ['an unknown role', { role: 99 }, 404, 'no such role'],
    ['a weak password', { localPasswd: 'x' }, 400, 'Password must be greater than 7 characters.'],
  ])('%s: %j %i', async (_, change, status, alert) => {
    expect(await put(change)).toMatchObject({ status, alert });
  });

  test('a database that fails: 500', async () => {
    bench.double.knobs.failsUpdates = true;
    expect((await put({})).status).toBe(500);
  });
});
