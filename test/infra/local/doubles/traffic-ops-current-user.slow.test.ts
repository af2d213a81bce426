// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { signCookie } from '#infra/local/doubles/traffic-ops/session-cookie.ts';
import { currentVersions, TrafficOpsBench } from './traffic-ops-bench.ts';

const bench = new TrafficOpsBench();
const localPasswd = 'a long password';
const done = { status: 200, alert: 'User profile was successfully updated' };

/** As a portal does: the whole user, as it was read, with changes. */
async function save(version: string, change: object, as = 'jane.doe') {
  const { response } = await bench.call(`GET ${version}/user/current`, { as });
  return bench.call(`PUT ${version}/user/current`, { as, body: { ...response, ...change } });
}
const saveLegacy = (user: unknown, as = 'jane.doe') => bench.call('PUT 3.1/user/current', { as, body: { user } });

describe.each(currentVersions)('the user itself in %s', (version) => {
  test('sets its password; its mail token dies, and it is no longer new', async () => {
    Object.assign(bench.user('jane.doe'), { uid: 7, gid: 8, token: 'T', newUser: true });
    const before = bench.user('jane.doe').lastUpdated;
    const answer = await save(version, { localPasswd, confirmLocalPasswd: localPasswd });

    expect(answer).toMatchObject({ ...done, response: { username: 'jane.doe', uid: 7, gid: 8, newUser: false } });
    expect(bench.user('jane.doe')).toMatchObject({ uid: 7, gid: 8, token: null, newUser: false });
    expect(bench.user('jane.doe').lastUpdated).toBeGreaterThan(before);
    expect(await bench.double.canLogIn('jane.doe', localPasswd)).toBe(true);
    expect((await bench.call(`GET ${version}/logs`)).rows).toEqual([]);
  });

  test('loses uid and gid if it sends a row of the list back', async () => {
    Object.assign(bench.user('jane.doe'), { uid: 7, gid: 8 });
    await bench.call(`PUT ${version}/user/current`, { as: 'jane.doe', body: await bench.row('jane.doe') });
    expect(bench.user('jane.doe')).toMatchObject({ uid: null, gid: null });
  });

  test.each([
    ['the username as password', { localPasswd: 'jane.doe' }, 400, 'Your password cannot be your username.'],
    ['a short password', { localPasswd: 'short' }, 400, 'Password must be greater than 7 characters.'],
    ['an empty password', { localPasswd: '' }, 400, 'Password must be greater than 7 characters.'],
    ['a common password', { localPasswd: 'password1' }, 400, 'Password is too common.'],
    ['no full name', { fullName: null }, 400, "'fullName' cannot be blank"],
    ['another role', { role: 'disallowed' }, 400, 'users cannot update their own role'],
    ['an unknown role', { role: 'nope' }, 404, 'no such role'],
    ['the name of another', { username: 'test' }, 400, 'username test already exists'],
    ['a role with more permissions', { role: 'operations' }, 500, 'Internal Server Error'],
    ['an unknown tenant', { tenantId: 99 }, 404, 'no such tenant: #99'],
  ])('%s: %j %i', async (_, change, status, alert) => {
    expect(await save(version, change)).toMatchObject({ status, alert });
    expect(bench.double.store.writes).toBe(0);
  });

  test.each([
    ['nothing', '', "couldn't parse request: EOF"],
    [
      'a number',
      '{"localPasswd":1}',
      "couldn't parse request: json: cannot unmarshal number into Go struct field UserV4.localPasswd of type string",
    ],
  ])('a body of %s: 400', async (_, body, alert) => {
    expect(await bench.call(`PUT ${version}/user/current`, { as: 'jane.doe', body })).toMatchObject({ status: 400, alert });
  });

  test('a portal saves a new password with a cookie that Rekey minted', async () => {
    const json = { auth_data: 'jane.doe', expires: Math.floor(bench.now / 1000) + 60, by: 'rekey', rk: 'v1' };
    const cookie = signCookie(bench.double.secret, JSON.stringify(json));
    const { response } = await bench.call(`GET ${version}/user/current`, { cookie });
    const before = response.lastUpdated;
    const put = (more: object) => bench.call(`PUT ${version}/user/current`, { cookie, body: { ...response, ...more } });
    expect((await put({ localPasswd: 'short' })).status).toBe(400);
    expect((await bench.row('jane.doe')).lastUpdated).toBe(before);
    expect((await put({ localPasswd, confirmLocalPasswd: localPasswd })).status).toBe(200);
    expect((await bench.row('jane.doe')).lastUpdated).not.toBe(before);
    expect((await bench.call(`POST ${version}/user/logout`, { cookie })).status).toBe(200);
    expect((await bench.logIn('jane.doe', 'jane-old-pw-1')).status).toBe(401);
    expect((await bench.logIn('jane.doe', localPasswd)).status).toBe(200);
  });

  test('an account that was registered but not completed: 400', async () => {
    expect((await save(version, { localPasswd }, 'new.user')).status).toBe(400);
  });
});

describe('the user itself in 3.1', () => {
  test('is read with its role as a number', async () => {
    const { response } = await bench.call('GET 3.1/user/current', { as: 'jane.doe' });
    expect(response).toMatchObject({ role: 4, roleName: 'read-only', localUser: true, lastUpdated: '2026-01-02 00:00:00+00' });
  });

  test('sets its password and nothing else, also before its account is complete', async () => {
    for (const username of ['jane.doe', 'new.user', 'admin']) {
      Object.assign(bench.user(username), { uid: 7, city: 'Rome', token: 'T' });
      const before = structuredClone(bench.user(username));
      expect(await saveLegacy({ localPasswd }, username)).toMatchObject(done);
      const { localPasswd: _, lastUpdated: __, ...after } = bench.user(username);
      expect({ ...before, ...after }).toEqual({ ...before, token: null, newUser: false });
      expect(await bench.double.canLogIn(username, localPasswd)).toBe(true);
    }
  });

  test('changes what it names', async () => {
    expect(await saveLegacy({ city: 'Rome', uid: 9 })).toMatchObject({ ...done, response: { city: 'Rome', uid: 9 } });
    expect(bench.user('jane.doe')).toMatchObject({ city: 'Rome', uid: 9, fullName: 'Jane Doe' });
  });

  test('an empty password changes nothing, and the username is an allowed one', async () => {
    const before = bench.user('jane.doe').localPasswd;
    expect(await saveLegacy({ localPasswd: '' })).toMatchObject(done);
    expect(bench.user('jane.doe').localPasswd).toBe(before);
    expect(await saveLegacy({ localPasswd: 'jane.doe' })).toMatchObject(done);
  });

  test.each([
    ['no user', undefined, 400, "missing required 'user' object"],
    ['a short password', { localPasswd: 'short' }, 400, 'Password must be greater than 7 characters.'],
    ['an empty address', { email: '' }, 400, "couldn't parse request: email: cannot be null or an empty string"],
    ['no full name', { fullName: null }, 400, "couldn't parse request: fullName: cannot be set to 'null' or empty string"],
    ['the name of another', { username: 'test' }, 409, 'username test already exists'],
    ['an unknown tenant', { tenantId: 99 }, 404, 'no such tenant'],
  ])('%s: %i', async (_, user, status, alert) => {
    expect(await saveLegacy(user)).toMatchObject({ status, alert });
  });

  test('a level below 10: 403', async () => {
    bench.double.store.createUser({ username: 'level.2', role: 'portal' });
    expect(await saveLegacy({ localPasswd }, 'level.2')).toMatchObject({ status: 403, alert: 'Forbidden.' });
  });
});

describe('a disallowed user', () => {
  test.each([
    ['5.0', true, 200],
    ['5.0', false, 403],
    ['3.1', true, 403],
    ['3.1', false, 403],
  ])('reads itself in %s with role-based permissions %s: %i', async (version, isOn, status) => {
    bench.double.knobs.hasRoleBasedPermissions = isOn;
    expect((await bench.call(`GET ${version}/user/current`, { as: 'off.user' })).status).toBe(status);
  });
});
