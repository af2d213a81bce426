import { describe, expect, test } from '@jest/globals';
import { nanosecondsOf } from '#lib/upstream/traffic-ops/rfc3339-time.ts';
import type { StampMode } from '#lib/upstream/traffic-ops/stamps.ts';
import { AdapterBench } from './open-traffic-ops.ts';

const bench = new AdapterBench();

test.each([
  ['2026-11-21T01:17:35.752702Z', 'dn0hqu0os08g'],
  ['2026-11-20T21:47:35.752702-03:30', 'dn0hqu0os08g'],
  ['2026-11-21T01:17:35.7Z', (BigInt(Date.UTC(2026, 10, 21, 1, 17, 35, 700)) * 1_000_000n).toString(36)],
  ['2026-11-21T01:17:35Z', (BigInt(Date.UTC(2026, 10, 21, 1, 17, 35)) * 1_000_000n).toString(36)],
])('U9 the time %s counts in nanoseconds: %s', (time, expected) => {
  expect(nanosecondsOf(time).toString(36)).toBe(expected);
});

type Change = [change: string, make: () => unknown];

const readings: Change[] = [
  ['nothing', () => undefined],
  ['a wrong password', () => bench.logIn('jane.doe', 'wrong')],
  ['another offset of the database', () => Object.assign(bench.double.knobs, { offsetMinutes: -210 })],
];
const logins: Change[] = [['a login', () => bench.logIn('jane.doe', 'jane-old-pw-1')]];
const writes: Change[] = [
  ['a password change there', () => bench.double.setPassword('jane.doe', 'changed there 1')],
  ['a password change there to the same password', () => bench.double.setPassword('jane.doe', 'jane-old-pw-1')],
  ['another address', () => bench.put('jane.doe', { email: 'other@example.com' })],
  ['another role', () => bench.put('jane.doe', { role: 'portal' })],
  ['a save of the same row', () => bench.put('jane.doe', {})],
  [
    'a reset mail of the server itself',
    () => bench.call('POST 5.0/user/reset_password', { as: null, body: { email: 'jane.doe@example.com' } }),
  ],
  ['a deletion', () => bench.double.store.users.delete(4)],
];
const thenLogin = ([change, make]: Change): Change => [
  `${change}, then a login`,
  async () => {
    await make();
    bench.wait();
    await bench.logIn('jane.doe', 'jane-old-pw-1');
  },
];
const addressThenLogin = writes.slice(2, 4).map(thenLogin);

async function isUnchangedAfter(make: () => unknown, stampMode: StampMode): Promise<boolean> {
  const server = bench.open({ stampMode });
  const fingerprint = await server.fingerprint(await bench.account('jane.doe', server));
  bench.wait();
  await make();
  return (await server.findUnchanged('4', fingerprint)) !== undefined;
}

describe('A strict stamp', () => {
  test.each(readings)('survives %s', async (_, make) => {
    await expect(isUnchangedAfter(make, 'strict')).resolves.toBe(true);
  });

  test.each([...logins, ...writes, ...addressThenLogin])('U3 dies by %s', async (_, make) => {
    await expect(isUnchangedAfter(make, 'strict')).resolves.toBe(false);
  });
});

describe('A login-tolerant stamp', () => {
  test.each([...readings, ...logins])('survives %s', async (_, make) => {
    await expect(isUnchangedAfter(make, 'login-tolerant')).resolves.toBe(true);
  });

  test.each([...writes, ...addressThenLogin])('U3 dies by %s', async (_, make) => {
    await expect(isUnchangedAfter(make, 'login-tolerant')).resolves.toBe(false);
  });
});

test('An empty fingerprint holds for any row', async () => {
  await expect(bench.open().findUnchanged('4', '')).resolves.toMatchObject({ username: 'jane.doe' });
});

test('U3 a time that went backwards is another one', async () => {
  await expect(
    isUnchangedAfter(() => {
      bench.user('jane.doe').lastUpdated -= 1n;
    }, 'strict'),
  ).resolves.toBe(false);
});
