// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { entityTag } from '#infra/local/doubles/traffic-ops/is-unmodified.ts';
import { currentVersions, TrafficOpsBench, versions } from './traffic-ops-bench.ts';

const bench = new TrafficOpsBench();

test('an entity tag is the time in nanoseconds, to the base 36', () => {
  const time = BigInt(Date.UTC(2026, 10, 21, 1, 17, 35)) * 1000n + 752_702n;
  expect(entityTag(time)).toBe('"v1-dn0hqu0os08g"');
});

/** The second in which the user was last written, with an offset. */
const httpDate = (offsetSeconds: number) =>
  new Date((Number(bench.user('jane.doe').lastUpdated / 1_000_000n) + offsetSeconds) * 1000).toUTCString();

describe.each([...currentVersions, '3.1'])('a condition in %s', (version) => {
  const put = async (headers: { [name: string]: string }) => {
    bench.user('jane.doe').lastUpdated += 500_000n;
    const role = version === '3.1' ? 4 : 'read-only';
    return (await bench.put('jane.doe', { role }, { version, headers })).status;
  };
  const conditions: [string, () => { [name: string]: string }, number][] = [
    ['none', () => ({}), 200],
    ['the tag', () => ({ 'if-match': bench.tag('jane.doe', 500_000_000n) }), 200],
    ['the tag, a microsecond later', () => ({ 'if-match': bench.tag('jane.doe', 500_001_000n) }), 200],
    ['the tag, a nanosecond before', () => ({ 'if-match': bench.tag('jane.doe', 499_999_999n) }), 412],
    ['the tag, a microsecond before', () => ({ 'if-match': bench.tag('jane.doe', 499_999_000n) }), 412],
    ['a tag that is not a time', () => ({ 'if-match': '"v1-zzz"' }), 200],
    ['any', () => ({ 'if-match': '*' }), 200],
    ['another form', () => ({ 'if-match': '"abc"' }), 200],
    ['a weak tag', () => ({ 'if-match': `W/${bench.tag('jane.doe', -1n)}` }), 200],
    ['no quotes', () => ({ 'if-match': bench.tag('jane.doe', -1n).replaceAll('"', '') }), 200],
    ['a tag of another century', () => ({ 'if-match': bench.tag('jane.doe', -21n * 365n * 86_400_000_000_000n) }), 200],
    ['a date, floored to the second', () => ({ 'if-unmodified-since': httpDate(0) }), 412],
    ['a date, ceiled to the second', () => ({ 'if-unmodified-since': httpDate(1) }), 200],
    ['a date, a minute before', () => ({ 'if-unmodified-since': httpDate(-60) }), 412],
    ['a date in another form', () => ({ 'if-unmodified-since': '2020-01-01T00:00:00Z' }), 200],
    ['a date that is none', () => ({ 'if-unmodified-since': 'nope' }), 200],
    [
      'a good tag and a past date',
      () => ({ 'if-match': bench.tag('jane.doe', 500_000_000n), 'if-unmodified-since': httpDate(-60) }),
      200,
    ],
    ['a past tag and a good date', () => ({ 'if-match': bench.tag('jane.doe', -1n), 'if-unmodified-since': httpDate(1) }), 412],
    ['a bad tag and a past date', () => ({ 'if-match': 'x', 'if-unmodified-since': httpDate(-60) }), 412],
    ['a bad tag and a good date', () => ({ 'if-match': 'x', 'if-unmodified-since': httpDate(1) }), 200],
    ['a header of another name', () => ({ 'if-none-match': '*' }), 200],
    ['the tag of the past, in another letter case', () => ({ 'IF-MATCH': bench.tag('jane.doe', -1n) }), 412],
  ];
  test.each(conditions.map(([title, headers, status]) => ({ title, headers, status })))(
    '$title: $status',
    async ({ headers, status }) => {
      expect(await put(headers())).toBe(status);
    },
  );
});

test('a refused condition says so, and a bad password comes first', async () => {
  const headers = { 'if-match': bench.tag('jane.doe', -1n) };
  const alert = 'resource was modified since the time specified by the request headers';
  expect(await bench.put('jane.doe', { localPasswd: 'a long password' }, { headers })).toMatchObject({ status: 412, alert });
  expect((await bench.put('jane.doe', { localPasswd: '' }, { headers })).status).toBe(400);
});

test.each(versions)('the user itself writes without a condition in %s', async (version) => {
  const user = (await bench.call(`GET ${version}/user/current`, { as: 'jane.doe' })).response;
  const headers = { 'if-match': bench.tag('jane.doe', -1n), 'if-unmodified-since': httpDate(-60) };
  const body = version.startsWith('3') ? { user: {} } : user;
  expect((await bench.call(`PUT ${version}/user/current`, { as: 'jane.doe', body, headers })).status).toBe(200);
});
