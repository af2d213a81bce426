import { expect, test } from '@jest/globals';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import { ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';
import { AdapterBench } from './open-traffic-ops.ts';

const bench = new AdapterBench();

test('An account is found by id, by username and by address', async () => {
  const server = bench.open();
  const byUsername = await server.findByUsername('jane.doe');
  expect(byUsername).toMatchObject({
    realm: 'traffic-ops',
    id: '4',
    username: 'jane.doe',
    email: 'jane.doe@example.com',
    enabled: true,
    externallyManaged: false,
    tenant: 'root',
    lastModified: Date.UTC(2026, 0, 2),
  });
  await expect(server.find('4')).resolves.toEqual(byUsername);
  await expect(server.findByAddress('jane.doe@example.com')).resolves.toEqual([byUsername]);
});

test.each(["o'brien+tag@example.com", 'a b&c=d#%@example.com', 'jürgen@example.com'])(
  'An address with special characters is found: %s',
  async (email) => {
    bench.user('test').email = email;
    await expect(bench.open().findByAddress(email)).resolves.toMatchObject([{ username: 'test', email }]);
  },
);

test.each(['jane.doe@', '%', '', 'nobody@example.com', 'jane.doe@example.com\0', 'jane\ud800@example.com'])(
  'No other account is found by an address: %j',
  async (address) => {
    await expect(bench.open().findByAddress(address)).resolves.toEqual([]);
  },
);

test('M7 an address in another letter case is found as it is stored, and the list of users is read once a minute', async () => {
  bench.user('jane.doe').email = 'Jane.Doe@Example.com';
  const server = bench.open();
  const lists = () => bench.double.requests.filter(({ path, query }) => path.endsWith('/users') && `${query}` === '').length;
  for (const typed of ['jane.doe@example.com', 'JANE.DOE@EXAMPLE.COM', 'Jane.Doe@Example.com']) {
    await expect(server.findByAddress(typed)).resolves.toMatchObject([{ username: 'jane.doe', email: 'Jane.Doe@Example.com' }]);
  }
  await expect(server.findByAddress('unknown@example.com')).resolves.toEqual([]);
  expect(lists()).toBe(1);
});

test('M12 an address that two users have in different letter cases reaches the one with the spelling, or else both', async () => {
  bench.user('jane.doe').email = 'Shared@example.com';
  bench.user('test').email = 'shared@example.com';
  const usernames = async (typed: string) => (await bench.open().findByAddress(typed)).map(({ username }) => username).toSorted();
  await expect(usernames('Shared@example.com')).resolves.toEqual(['jane.doe']);
  await expect(usernames('SHARED@example.com')).resolves.toEqual(['jane.doe', 'test']);
});

test('U10 a list of users over 1 MiB is not read, and the typed spelling still finds its user', async () => {
  bench.double.inject({ path: /\/users$/, after: 1, fault: { kind: 'big' } });
  const server = bench.open();
  await expect(server.findByAddress('jane.doe@example.com')).resolves.toMatchObject([{ username: 'jane.doe' }]);
  bench.double.clearFaults();
  bench.double.inject({ path: /\/users$/, after: 1, fault: { kind: 'big' } });
  await expect(server.findByAddress('JANE.DOE@example.com')).resolves.toEqual([]);
});

test.each(['999', '0', '04', '4x', '', 'jane.doe', '4 ', '-4', '99999999999999999999'])(
  'No account is found by the id %j',
  async (id) => {
    await expect(bench.open().find(id)).resolves.toBeUndefined();
  },
);

test('U8 a disallowed user is not enabled', async () => {
  await expect(bench.account('off.user')).resolves.toMatchObject({ enabled: false });
});

test('An account outside of the tenants of the service user is nobody', async () => {
  bench.double.store.createUser({ username: 'local', role: 'admin', tenantId: 3 });
  await expect(bench.open({ serviceUser: 'local' }).findByUsername('jane.doe')).resolves.toBeUndefined();
});

test('A server that knows only the API 4.0 is asked in it, and is asked in 5.0 only once', async () => {
  bench.double.inject({ path: /^\/api\/5\.0/, fault: { kind: 'refuse', status: 501, body: '{"alerts":[]}' } });
  const server = bench.open();
  await expect(server.find('4')).resolves.toMatchObject({ username: 'jane.doe' });
  await server.find('4');
  expect(bench.calls()).toEqual(['GET /api/5.0/users', 'GET /api/4.0/users', 'GET /api/4.0/users']);
});

test('A server that knows neither API is not asked in 3.1, which would answer with every user', async () => {
  bench.double.inject({ path: /^\/api\/[45]/, fault: { kind: 'refuse', status: 501, body: '{"alerts":[]}' } });
  await expect(bench.open().findByAddress('jane.doe@example.com')).rejects.toThrow(ServerMisconfigured);
  expect(bench.calls()).toEqual(['GET /api/5.0/users', 'GET /api/4.0/users']);
});

test('A server that ignores the filter finds nobody else', async () => {
  const rows = (await bench.call('GET 5.0/users')).text;
  bench.double.inject({ fault: { kind: 'refuse', status: 200, body: rows } });
  const server = bench.open();
  await expect(server.findByAddress('jane.doe@example.com')).resolves.toMatchObject([{ username: 'jane.doe' }]);
  await expect(server.findByAddress('nobody@example.com')).resolves.toEqual([]);
});

test.each([
  ['two users with the address', [{ id: 1 }, { id: 2 }]],
  ['a user without a time', [{ lastUpdated: undefined }]],
  ['a user with a time in another form', [{ lastUpdated: '2026-11-21 00:57:42+00' }]],
])('%s cannot be told apart', async (_, changes) => {
  const row = await bench.row('jane.doe');
  const body = JSON.stringify({ response: changes.map((change) => ({ ...row, ...change })) });
  bench.double.inject({ fault: { kind: 'refuse', status: 200, body } });
  await expect(bench.open().findByAddress('jane.doe@example.com')).rejects.toThrow(ServerUnavailable);
});

const refuse = (status: number, body = '{"alerts":[{"level":"error","text":"no"}]}'): Fault => ({ kind: 'refuse', status, body });

test.each<[string, Fault, typeof ServerUnavailable | typeof ServerMisconfigured]>([
  ['drops the connection', { kind: 'drop-before' }, ServerUnavailable],
  ['answers with HTML and 500', { kind: 'html-500' }, ServerUnavailable],
  ['answers 200 without a body', { kind: 'empty-200' }, ServerUnavailable],
  ['answers 200 without a response', refuse(200, '{"alerts":[]}'), ServerUnavailable],
  ['answers over 1 MiB', { kind: 'big' }, ServerUnavailable],
  ['redirects', { kind: 'redirect' }, ServerMisconfigured],
  ['answers 409', refuse(409), ServerUnavailable],
  ['answers 502', refuse(502), ServerUnavailable],
  ['answers 503', refuse(503), ServerUnavailable],
  ['answers 401', refuse(401), ServerMisconfigured],
  ['answers 403', refuse(403), ServerMisconfigured],
  ['answers 404', refuse(404), ServerMisconfigured],
])('U5 a server that %s is not taken for one without the account', async (_, fault, failure) => {
  bench.double.inject({ fault });
  const server = bench.open();
  await expect(server.find('4')).rejects.toThrow(failure);
  await expect(server.findByAddress('jane.doe@example.com')).rejects.toThrow(failure);
});

test('U5 a server that is down is unavailable', async () => {
  await expect(bench.open({ url: 'http://127.0.0.1:1' }).find('4')).rejects.toThrow(ServerUnavailable);
});

test.each([
  ['the secret is wrong', { secrets: ['another secret'] as const }, /401/],
  ['the service user is gone', { serviceUser: 'gone' }, /401/],
  ['the service user may not read', { serviceUser: 'off.user' }, /403: USER:READ/],
])('U7 the problem is told without the cookie if %s', async (_, options, message) => {
  const failure = await bench
    .open(options)
    .find('4')
    .catch((error) => error);
  expect(failure).toBeInstanceOf(ServerMisconfigured);
  expect(failure.message).toMatch(message);
  expect(failure.message).not.toContain('--');
});

test('U7 the service user has no password and its row stays as it was', async () => {
  const before = structuredClone(bench.user('rekey'));
  bench.wait();
  await bench.open().find('4');
  expect(bench.user('rekey')).toEqual(before);
  expect(before.localPasswd).toBeNull();
});

test('The previous secret works as long as the server has not got the new one', async () => {
  const server = bench.open({ secrets: ['the new secret', bench.double.secret] });
  await expect(server.find('4')).resolves.toMatchObject({ username: 'jane.doe' });
});

test.each(['~bob', 'bob~', 'bo>>>', 'b?b', 'jürgen', '测试'])('The minted cookie works for the username %s', async (username) => {
  bench.double.store.createUser({ username, role: 'admin' });
  await expect(bench.open({ serviceUser: username }).find('4')).resolves.toMatchObject({ username: 'jane.doe' });
});
