// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { tenantIds } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { currentVersions, TrafficOpsBench } from './traffic-ops-bench.ts';

const bench = new TrafficOpsBench();

const find = async (query: string, version = '5.0') =>
  (await bench.call(`GET ${version}/users?${query}`)).rows.map(({ id }) => id);
const everyone = [1, 6, 2, 3, 4, 5].toSorted();

describe.each(currentVersions)('finding users in %s', (version) => {
  test.each([
    ['email=jane.doe@example.com', [4]],
    ['email=jane.doe%40example.com', [4]],
    ['email=JANE.DOE@example.com', []],
    ['email=jane.doe', []],
    ['email=jane%25', []],
    ['email=', []],
    ['email=jane.doe@example.com&email=test@example.com', [4]],
    ['Email=jane.doe@example.com', everyone],
    ['unknown=x', everyone],
    ['username=jane.doe', [4]],
    ['username=JANE.DOE', []],
    ['username=jane', []],
    ['id=4', [4]],
    ['id=999999', []],
    ['role=read-only', [4, 6]],
    ['tenant=root', everyone],
    ['email=jane.doe@example.com&username=test', []],
    ['email=jane.doe@example.com&username=jane.doe', [4]],
  ])('%s: %j', async (query, ids) => {
    expect((await find(query, version)).toSorted()).toEqual(ids);
  });

  test('a path with an id', async () => {
    expect((await bench.call(`GET ${version}/users/4`)).rows).toMatchObject([{ id: 4 }]);
    expect((await bench.call(`GET ${version}/users/999999`)).text).toBe('{"response":[]}\n');
  });

  test.each(['users?id=abc', 'users?id=', 'users/abc'])('%s: 400', async (path) => {
    expect(await bench.call(`GET ${version}/${path}`)).toMatchObject({ status: 400, alert: 'id cannot parse to integer' });
  });

  test.each(['email=a%00b', 'email=%FF'])('%s: 500', async (query) => {
    expect(await bench.call(`GET ${version}/users?${query}`)).toMatchObject({ status: 500, alert: 'Internal Server Error' });
  });

  test('two addresses that differ in letter case are two users', async () => {
    bench.double.store.createUser({ username: 'other', role: 'read-only', email: 'JANE.DOE@example.com' });
    expect(await find('email=JANE.DOE@example.com', version)).toEqual([7]);
    expect(await find('email=jane.doe@example.com', version)).toEqual([4]);
  });

  test('a plus sign must be encoded, and an empty address is one like any other', async () => {
    bench.double.store.createUser({ username: 'plus', role: 'read-only', email: "o'brien+tag@example.com" });
    bench.double.store.createUser({ username: 'empty', role: 'read-only', email: '' });
    expect(await find('email=o%27brien%2Btag%40example.com', version)).toEqual([7]);
    expect(await find("email=o'brien+tag@example.com", version)).toEqual([]);
    expect(await find('email=', version)).toEqual([8]);
  });

  test('a user whose role is gone: 500', async () => {
    bench.user('jane.doe').role = 0;
    expect((await bench.call(`GET ${version}/users?username=jane.doe`)).status).toBe(500);
  });
});

describe.each(['3.0', '3.1'])('finding users in %s', (version) => {
  test.each([
    ['email=jane.doe@example.com', everyone],
    ['id=4', [4]],
    ['username=jane.doe', [4]],
    ['role=read-only', [4, 6]],
    ['tenant=root', everyone],
  ])('%s: %j', async (query, ids) => {
    expect((await find(query, version)).toSorted()).toEqual(ids);
  });

  test('the role is a number, and the time has whole seconds', async () => {
    const [row] = (await bench.call(`GET ${version}/users?id=4`)).rows;
    expect(row).toMatchObject({ role: 4, roleName: 'read-only', lastUpdated: '2026-01-02 00:00:00+00', localUser: true });
  });
});

describe('a row', () => {
  test('has these keys in their order, and neither hash nor token', async () => {
    const row = await bench.row('jane.doe');
    const keys =
      'addressLine1 addressLine2 changeLogCount city company country email fullName gid id lastAuthenticated lastUpdated newUser phoneNumber postalCode publicSshKey registrationSent role stateOrProvince tenant tenantId ucdn uid username';
    expect(Object.keys(row)).toEqual(keys.split(' '));
    expect(row).toMatchObject({
      role: 'read-only',
      tenant: 'root',
      tenantId: 1,
      newUser: false,
      ucdn: '',
      lastAuthenticated: null,
    });
  });

  test('never has uid and gid; the user itself sees them', async () => {
    Object.assign(bench.user('jane.doe'), { uid: 7, gid: 8 });
    expect(await bench.row('jane.doe')).toMatchObject({ uid: null, gid: null });
    expect((await bench.call('GET 5.0/user/current', { as: 'jane.doe' })).response).toMatchObject({ uid: 7, gid: 8 });
  });

  test.each([
    [1_767_312_000_132_210n, 0, '2026-01-02T00:00:00.13221Z'],
    [1_767_312_000_000_000n, 0, '2026-01-02T00:00:00Z'],
    [1_767_312_000_574_717n, -210, '2026-01-01T20:30:00.574717-03:30'],
    [1_767_312_000_000_001n, 330, '2026-01-02T05:30:00.000001+05:30'],
  ])('%s with the database %i minutes from UTC: %s', async (time, offsetMinutes, text) => {
    bench.double.knobs.offsetMinutes = offsetMinutes;
    Object.assign(bench.user('jane.doe'), { lastUpdated: time, lastAuthenticated: time });
    expect(await bench.row('jane.doe')).toMatchObject({ lastUpdated: text, lastAuthenticated: text });
  });

  test('has no entity tag, and If-Modified-Since counts only if the server is told so', async () => {
    const headers = { 'if-modified-since': new Date(bench.now + 1000).toUTCString() };
    const asked = await bench.call('GET 5.0/users?id=4', { headers });
    expect([asked.status, asked.headers.get('etag'), asked.headers.get('last-modified')]).toEqual([200, null, null]);
    bench.double.knobs.hasModifiedSince = true;
    const again = await bench.call('GET 5.0/users?id=4', { headers });
    expect([again.status, again.headers.get('last-modified')]).toEqual([304, 'Fri, 02 Jan 2026 00:00:00 UTC']);
    const earlier = { 'if-modified-since': new Date(bench.now - 1000).toUTCString() };
    expect((await bench.call('GET 5.0/users?id=4', { headers: earlier })).status).toBe(200);
  });
});

describe('tenants', () => {
  test('a caller sees its own tenant and those below; another looks like no account', async () => {
    bench.double.store.createUser({ username: 'below', role: 'admin', tenantId: tenantIds.other });
    expect(await find('username=below')).toEqual([7]);
    const fromBelow = await bench.call('GET 5.0/users', { as: 'below' });
    expect(fromBelow.rows.map(({ id }) => id)).toEqual([7]);
    expect(await bench.call('GET 5.0/users?username=jane.doe', { as: 'below' })).toMatchObject({
      status: 200,
      text: '{"response":[]}\n',
    });
  });
});

describe('what a portal reads beside', () => {
  test.each(['4.0/roles?name=read-only', '5.0/tenants?id=1', '5.0/tenants'])('%s', async (path) => {
    const { status, rows } = await bench.call(`GET ${path}`, { as: 'jane.doe' });
    expect([status, rows[0]?.name]).toEqual([200, path.includes('role') ? 'read-only' : 'root']);
  });
});
