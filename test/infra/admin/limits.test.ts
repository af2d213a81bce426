import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { networksOf } from '#lib/http/client-address.ts';
import { admitAddress, type Budget } from '#lib/reset/limits.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { admin, adminJson, pointAt } from './run-words.ts';

let database: Database;

const windowStart = Date.UTC(2030, 0, 1);
const minute = 60_000;

beforeAll(async () => {
  database = await startDatabase();
  process.env.REKEY_REQUESTS_PER_FIVE_MINUTES = '3';
  pointAt({ databaseUrl: database.endpoint });
});
beforeEach(() => setClock(windowStart + minute));
afterAll(async () => {
  jest.restoreAllMocks();
  delete process.env.REKEY_REQUESTS_PER_FIVE_MINUTES;
  operatorClient().destroy();
  await database.stop();
});

let clock = windowStart;

/** The command line and the functions of these tests read the same clock, so no test meets the end of a window. */
function setClock(time: number): void {
  clock = time;
  jest.spyOn(Date, 'now').mockImplementation(() => clock);
}

/** How many of the requests are admitted, each by a function that has refused nobody yet. */
async function admitted(address: string, requests: number, budget: Budget = 'asking'): Promise<number> {
  let count = 0;
  for (let index = 0; index < requests; index++) {
    const caller = {
      ...networksOf(address),
      requestsPerFiveMinutes: 3,
      applicationRequestsPerFiveMinutes: 3,
      now: clock,
    };
    count += await admitAddress(dynamoLimits(database.settings), caller, budget).then(
      () => 1,
      () => 0,
    );
  }
  return count;
}

test('limits show says how many requests came and whether the address is locked out', async () => {
  expect((await admin('limits show 192.0.2.1')).out).toBe(
    '192.0.2.1: 0 of 3 requests in the window that ends at 2030-01-01T00:05:00.000Z.\n192.0.2.1: 0 of 3 refused links in the window that ends at 2030-01-01T00:05:00.000Z.\n',
  );
  await admitted('192.0.2.1', 5);
  await admitted('192.0.2.1', 1, 'redeeming');
  expect((await admin('limits show 192.0.2.1')).out).toBe(
    '192.0.2.1: 3 of 3 requests in the window that ends at 2030-01-01T00:05:00.000Z. It is locked out until then.\n192.0.2.1: 1 of 3 refused links in the window that ends at 2030-01-01T00:05:00.000Z.\n',
  );
  expect(await adminJson('limits show 192.0.2.1')).toEqual({
    limits: [
      {
        network: '192.0.2.1',
        budget: 'asking',
        requests: 3,
        maximum: 3,
        isLockedOut: true,
        windowEnds: '2030-01-01T00:05:00.000Z',
        liftedUntil: null,
      },
      {
        network: '192.0.2.1',
        budget: 'redeeming',
        requests: 1,
        maximum: 3,
        isLockedOut: false,
        windowEnds: '2030-01-01T00:05:00.000Z',
        liftedUntil: null,
      },
    ],
  });
});

test('limits lift lets a workshop behind one address in, until its time is over', async () => {
  expect(await admitted('192.0.2.2', 5)).toBe(3);
  const { out } = await admin('limits lift 192.0.2.2 --minutes 7');
  expect(out).toBe(
    'The limits of 192.0.2.2 are lifted until 2030-01-01T00:10:00.000Z.\nIt was locked out. Functions that have refused it already may do so until 2030-01-01T00:05:00.000Z.\n',
  );
  expect(await admitted('192.0.2.2', 20)).toBe(20);
  expect(await admitted('192.0.2.2', 7, 'redeeming')).toBe(7);
  expect((await admin('limits show 192.0.2.2')).out).toBe(
    '192.0.2.2: 20 requests in this window. The limit is lifted until 2030-01-01T00:10:00.000Z.\n192.0.2.2: 7 refused links in this window. The limit is lifted until 2030-01-01T00:10:00.000Z.\n',
  );
  // In the second window of the time too, and no longer in the third.
  setClock(windowStart + 9 * minute);
  expect(await admitted('192.0.2.2', 20)).toBe(20);
  setClock(windowStart + 10 * minute);
  expect(await admitted('192.0.2.2', 20)).toBe(3);
});

test('limits lift leaves the limits of all other addresses', async () => {
  await admin('limits lift 192.0.2.3');
  expect(await admitted('192.0.2.30', 5)).toBe(3);
});

test('limits lift lasts for an hour unless told otherwise', async () => {
  expect(await adminJson('limits lift 192.0.2.4')).toEqual({
    network: '192.0.2.4',
    liftedUntil: '2030-01-01T01:05:00.000Z',
    wasLockedOut: false,
    isSiteLockedOut: false,
  });
});

test('limits restore makes the limit hold again in every window', async () => {
  await admin('limits lift 192.0.2.5 --minutes 10');
  expect((await admin('limits restore 192.0.2.5')).out).toBe('The limits of 192.0.2.5 hold again.\n');
  expect(await admitted('192.0.2.5', 5)).toBe(3);
  expect(await admitted('192.0.2.5', 5, 'redeeming')).toBe(3);
  setClock(windowStart + 6 * minute);
  expect(await admitted('192.0.2.5', 5)).toBe(3);
  expect((await admin('limits restore 192.0.2.5')).err).toBe('The limits of 192.0.2.5 are not lifted.\n');
});

test('an IPv6 address counts with its network and its site, and each has a limit to lift', async () => {
  const site = '2001:db8:7::/48';
  for (let network = 0; network < 20; network++) {
    await admitted(`2001:db8:7:${network.toString(16)}::1`, 3);
  }
  expect(await admitted('2001:db8:7:99::1', 3)).toBe(0);
  const shown = await adminJson('limits show 2001:db8:7:99::1');
  expect(shown.limits).toMatchObject([
    { network: '2001:db8:7:99::/64', budget: 'asking', isLockedOut: true },
    { network: '2001:db8:7:99::/64', budget: 'redeeming', isLockedOut: false },
    { network: site, budget: 'asking', requests: 60, maximum: 60, isLockedOut: true },
    { network: site, budget: 'redeeming', requests: 0, maximum: 60, isLockedOut: false },
  ]);
  const { out } = await admin('limits lift 2001:db8:7:99::1');
  expect(out).toMatch(/^The limits of 2001:db8:7:99::\/64 are lifted/);
  expect(out).toContain(`Its site is locked out too. To lift those limits: limits lift ${site}\n`);
  expect(await admitted('2001:db8:7:99::1', 3)).toBe(0);
  await admin(`limits lift ${site}`);
  expect(await admitted('2001:db8:7:99::1', 5)).toBe(5);
  expect((await adminJson('limits show 2001:db8:7:99::/64')).limits).toHaveLength(4);
});

test('an IPv4 address that is written as IPv6 is the same address', async () => {
  expect(await adminJson('limits show ::ffff:192.0.2.9')).toMatchObject({
    limits: [{ network: '192.0.2.9' }, { network: '192.0.2.9' }],
  });
});

test.each([
  ['show nonsense', /nonsense is not an IP address/],
  ['show 192.0.2.1/24', /192\.0\.2\.1\/24 is not an IP address/],
  ['show 2001:db8::/32', /is not an IP address, or a network as show names it/],
  ['lift 192.0.2.256', /is not an IP address/],
  ['lift 192.0.2.1 --minutes 0', /whole number from 1 to 1440/],
  ['lift 192.0.2.1 --minutes 1441', /whole number from 1 to 1440/],
  ['restore', /missing required argument 'address'/],
])('limits %s is refused', async (words, message) => {
  const { code, out, err } = await admin(`limits ${words}`);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
});
