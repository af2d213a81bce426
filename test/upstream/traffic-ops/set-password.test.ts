import { describe, expect, test } from '@jest/globals';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import { ServerUnavailable, type ServerWrite } from '#lib/upstream/product-server.ts';
import { AdapterBench, newPassword } from './open-traffic-ops.ts';

const bench = new AdapterBench();

type Outcome = ServerWrite['outcome'];

const canLogIn = (password: string, username = 'jane.doe') => bench.double.canLogIn(username, password);

async function attempt(username = 'jane.doe', password = newPassword): Promise<ServerWrite> {
  const server = bench.open();
  return server.setPassword(await bench.account(username, server), password);
}

test.each(['jane.doe', 'test', 'admin', 'new.user'])(
  'U1 %s logs in with the new password and not with the old one',
  async (username) => {
    const old = bench.user(username).localPasswd;
    bench.wait();
    await expect(attempt(username)).resolves.toEqual({ outcome: 'set' });
    await expect(canLogIn(newPassword, username)).resolves.toBe(true);
    expect(bench.user(username).localPasswd).not.toBe(old);
    await expect(bench.logIn(username, newPassword)).resolves.toMatchObject({ status: 200 });
  },
);

test('U9 nothing but the password and the time changes', async () => {
  Object.assign(bench.user('jane.doe'), {
    ...{ uid: 501, gid: 502, ucdn: 'cdn', token: 'a token', publicSshKey: 'ssh-rsa A', city: 'Rome', newUser: true },
    ...{ registrationSent: '2020-01-01T00:00:00Z', phoneNumber: '1', tenantId: 3 },
  });
  const before = structuredClone(bench.user('jane.doe'));
  bench.wait();
  await expect(attempt()).resolves.toEqual({ outcome: 'set' });
  const { localPasswd, lastUpdated } = bench.user('jane.doe');
  expect(bench.user('jane.doe')).toEqual({ ...before, localPasswd, lastUpdated });
});

describe('An account that cannot be written back', () => {
  test.each([
    ['no full name', { fullName: null }],
    ['an empty full name', { fullName: '' }],
    ['an address that the server refuses', { email: 'jane@localhost' }],
    ['no address', { email: null }],
  ])('U1 gets its password by the call of the API 3.1: %s', async (_, change) => {
    Object.assign(bench.user('jane.doe'), change);
    await expect(attempt()).resolves.toEqual({ outcome: 'set' });
    await expect(canLogIn(newPassword)).resolves.toBe(true);
    expect(bench.user('jane.doe')).toMatchObject(change);
    expect(bench.calls().at(-1)).toBe('PUT /api/3.1/user/current');
  });

  test('U3 is left alone if its row has changed since it was read', async () => {
    const change = () => bench.double.setPassword('new.user', 'changed there 1');
    bench.wait();
    bench.double.inject({ method: 'PUT', times: 1, fault: { kind: 'before-write', run: change } });
    await expect(attempt('new.user')).resolves.toEqual({ outcome: 'stamp-changed' });
    await expect(canLogIn('changed there 1', 'new.user')).resolves.toBe(true);
  });

  test('is gone if it was deleted meanwhile', async () => {
    bench.double.inject({
      method: 'PUT',
      times: 1,
      fault: { kind: 'before-write', run: () => bench.double.store.users.delete(6) },
    });
    await expect(attempt('new.user')).resolves.toEqual({ outcome: 'account-gone-or-closed' });
  });

  test.each<[string, Fault, ServerWrite]>([
    [
      'has no API 3.1',
      { kind: 'refuse', status: 501, body: '{}' },
      { outcome: 'refused-there', fault: { fault: 'refused-there', reason: "'fullName' cannot be blank" } },
    ],
    [
      'refuses the user',
      { kind: 'refuse', status: 403, body: '{}' },
      { outcome: 'refused-there', fault: { fault: 'refused-there', reason: "'fullName' cannot be blank" } },
    ],
    ['drops the answer', { kind: 'drop-answer' }, { outcome: 'no-answer' }],
    ['answers 200 without a body', { kind: 'empty-200' }, { outcome: 'no-answer' }],
    ['answers with HTML and 500', { kind: 'html-500' }, { outcome: 'no-answer' }],
  ])('U5 meets a server that %s', async (_, fault, outcome) => {
    bench.double.inject({ path: '/api/3.1/user/current', fault });
    await expect(attempt('new.user')).resolves.toEqual(outcome);
  });

  test('U4 is told the rule that the password breaks', async () => {
    const reason = 'Password is too common.';
    await expect(attempt('new.user', 'password')).resolves.toEqual({
      outcome: 'refused-there',
      fault: { fault: 'refused-there', reason },
    });
  });
});

test.each([
  ['short', 'Password must be greater than 7 characters.'],
  ['', 'Password must be greater than 7 characters.'],
  ['jane.doe', 'Your password cannot be your username.'],
  ['password', 'Password is too common.'],
])('U4 the password %j is refused in the words of Traffic Ops', async (password, reason) => {
  await expect(attempt('jane.doe', password)).resolves.toEqual({
    outcome: 'refused-there',
    fault: { fault: 'refused-there', reason },
  });
  await expect(canLogIn('jane-old-pw-1')).resolves.toBe(true);
});

test('U4 a refusal for a reason that Rekey does not know is passed on', async () => {
  const reason = 'Password was used before.';
  const body = JSON.stringify({ alerts: [{ text: reason, level: 'error' }] });
  bench.double.inject({ method: 'PUT', fault: { kind: 'refuse', status: 400, body } });
  await expect(attempt()).resolves.toEqual({ outcome: 'refused-there', fault: { fault: 'refused-there', reason } });
});

describe('A change there between the read and the write', () => {
  test.each([
    ['of the password', () => bench.double.setPassword('jane.doe', 'changed there 1')],
    ['of the address', () => bench.double.store.update(4, { email: 'other@example.com' })],
    ['of the role', () => bench.double.store.update(4, { role: bench.double.store.roles.get('disallowed')?.id ?? 0 })],
  ])('U3 U9 %s stays', async (_, change) => {
    let changed: unknown;
    const run = async () => {
      bench.now += 3;
      await change();
      changed = structuredClone(bench.user('jane.doe'));
    };
    bench.double.inject({ method: 'PUT', times: 1, fault: { kind: 'before-write', run } });
    await expect(attempt()).resolves.toEqual({ outcome: 'stamp-changed' });
    expect(bench.user('jane.doe')).toEqual(changed);
  });

  test('U9 of a microsecond is enough', async () => {
    const run = () => {
      bench.user('jane.doe').lastUpdated += 1n;
    };
    bench.double.inject({ method: 'PUT', times: 1, fault: { kind: 'before-write', run } });
    await expect(attempt()).resolves.toEqual({ outcome: 'stamp-changed' });
  });

  test('by which the account vanishes is told', async () => {
    bench.double.inject({
      method: 'PUT',
      times: 1,
      fault: { kind: 'before-write', run: () => bench.double.store.users.delete(4) },
    });
    await expect(attempt()).resolves.toEqual({ outcome: 'account-gone-or-closed' });
  });
});

test('U5 a write that the database refuses is not taken for a success', async () => {
  bench.double.knobs.failsUpdates = true;
  await expect(attempt()).resolves.toEqual({ outcome: 'no-answer' });
});

const refuse = (status: number): Fault => ({ kind: 'refuse', status, body: '{"alerts":[{"text":"no","level":"error"}]}' });

test.each<[string, Fault, Outcome]>([
  ['drops the answer', { kind: 'drop-answer' }, 'no-answer'],
  ['drops the connection', { kind: 'drop-before' }, 'no-answer'],
  ['answers with HTML and 500', { kind: 'html-500' }, 'no-answer'],
  ['answers 200 without a body', { kind: 'empty-200' }, 'no-answer'],
  ['answers over 1 MiB', { kind: 'big' }, 'no-answer'],
  ['redirects', { kind: 'redirect' }, 'no-answer'],
  ['answers 408', refuse(408), 'no-answer'],
  ['answers 429', refuse(429), 'no-answer'],
  ['answers 503', refuse(503), 'no-answer'],
  ['answers 504', refuse(504), 'no-answer'],
  ['answers 200 without the user', refuse(200), 'no-answer'],
  ['answers 401', refuse(401), 'misconfigured'],
  ['answers 403', refuse(403), 'misconfigured'],
  ['answers 404 for another reason', refuse(404), 'misconfigured'],
  ['answers 409', refuse(409), 'misconfigured'],
  ['answers 400 without a reason', { kind: 'refuse', status: 400, body: '<html>' }, 'misconfigured'],
  ['answers 501 in each version', refuse(501), 'misconfigured'],
])('U5 a write to a server that %s', async (_, fault, outcome) => {
  bench.double.inject({ method: 'PUT', fault });
  await expect(attempt()).resolves.toMatchObject({ outcome });
});

test('U5 nothing was written if nothing was sent', async () => {
  const account = await bench.account('jane.doe');
  for (const options of [{ url: 'http://127.0.0.1:1' }, { secrets: new Error('away') }]) {
    await expect(bench.open(options).setPassword(account, newPassword)).rejects.toThrow(ServerUnavailable);
  }
});

test.each([
  ['read-only', 'USER:UPDATE'],
  ['operations', 'ALL'],
])("A service user of the role %s may not set an administrator's password", async (role, missing) => {
  bench.double.store.createUser({ username: 'weak', role });
  const server = bench.open({ serviceUser: 'weak' });
  const outcome = await server.setPassword(await bench.account('admin', server), newPassword);
  expect(outcome).toMatchObject({
    outcome: 'misconfigured',
    problem: expect.stringMatching(new RegExp(`403.*(${missing}|privileged)`)),
  });
});

describe('The witness', () => {
  async function ask(between: () => unknown): Promise<string> {
    const server = bench.open();
    const account = await bench.account('jane.doe', server);
    bench.wait();
    await between();
    return server.witness(account, await server.fingerprint(account), newPassword);
  }

  test.each<[string, () => unknown, string]>([
    ['U2 the password was set and the answer was lost', () => bench.double.setPassword('jane.doe', newPassword), 'set'],
    ['U2 nothing was written', () => undefined, 'not-set'],
    ['U2 somebody else set another password', () => bench.double.setPassword('jane.doe', 'changed there 1'), 'unknown'],
    ['U2 the person logged in with the old password', () => bench.logIn('jane.doe', 'jane-old-pw-1'), 'unknown'],
    ['U2 the account is gone', () => bench.double.store.users.delete(4), 'unknown'],
  ])('%s', async (_, between, expected) => {
    await expect(ask(between)).resolves.toBe(expected);
  });

  test('U2 says unknown as long as the server logs in from its cache', async () => {
    await expect(
      ask(async () => {
        bench.double.knobs.userCacheSeconds = 3600;
        await bench.logIn('jane.doe', 'wrong');
        await bench.double.setPassword('jane.doe', newPassword);
      }),
    ).resolves.toBe('unknown');
  });
});
