// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { currentVersions, TrafficOpsBench, versions } from './traffic-ops-bench.ts';

const bench = new TrafficOpsBench();
const localPasswd = 'a long password';

const marks = () => {
  const { lastUpdated, lastAuthenticated, localPasswd: hash, token } = bench.user('jane.doe');
  return { lastUpdated, lastAuthenticated, hash, token };
};

describe('what moves the marks of a user', () => {
  const resting: [string, () => Promise<unknown>][] = [
    ['a read', () => bench.call('GET 5.0/users?id=4')],
    ['a wrong password', () => bench.logIn('jane.doe', 'nope')],
    ['a logout', () => bench.call('POST 5.0/user/logout', { as: 'jane.doe' })],
    ['the use of a minted cookie', () => bench.call('GET 5.0/user/current', { as: 'jane.doe' })],
    ['a refused write', () => bench.put('jane.doe', { localPasswd: '' })],
    [
      'a refused condition',
      () => bench.put('jane.doe', { localPasswd }, { headers: { 'if-match': bench.tag('jane.doe', -1n) } }),
    ],
    ['a change of its role', async () => bench.double.store.createRole('read-only', [])],
  ];
  test.each(resting)('%s does not', async (_, act) => {
    bench.user('jane.doe').token = 'T';
    const before = marks();
    await act();
    expect(marks()).toEqual(before);
  });

  test.each(versions)('its own write in %s moves lastUpdated and clears the token', async (version) => {
    bench.user('jane.doe').token = 'T';
    const before = marks();
    const { response } = await bench.call(`GET ${version}/user/current`, { as: 'jane.doe' });
    await bench.call(`PUT ${version}/user/current`, { as: 'jane.doe', body: version.startsWith('3') ? { user: {} } : response });
    expect(marks()).toEqual({ ...before, lastUpdated: expect.anything(), token: null });
    expect(marks().lastUpdated).toBeGreaterThan(before.lastUpdated);
  });

  test.each(currentVersions)('a write by another in %s moves lastUpdated and keeps the token', async (version) => {
    bench.user('jane.doe').token = 'T';
    const before = marks();
    await bench.put('jane.doe', {}, { version });
    expect(marks()).toEqual({ ...before, lastUpdated: expect.anything() });
    expect(marks().lastUpdated).toBeGreaterThan(before.lastUpdated);
  });
});

describe('two writers', () => {
  const write = (localPasswd: string, tag: string) => bench.put('jane.doe', { localPasswd }, { headers: { 'if-match': tag } });

  test('one after the other: the second gets 412', async () => {
    const tag = bench.tag('jane.doe');
    bench.now += 1;
    expect([(await write('password one', tag)).status, (await write('password two', tag)).status]).toEqual([200, 412]);
    expect(await bench.double.canLogIn('jane.doe', 'password one')).toBe(true);
  });

  test('both between check and update: both succeed, and the first is lost', async () => {
    const tag = bench.tag('jane.doe');
    const bothChecked = Promise.withResolvers<void>();
    let checked = 0;
    bench.double.knobs.betweenCheckAndUpdate = () => {
      checked++;
      if (checked === 2) {
        bothChecked.resolve();
      }
      return bothChecked.promise;
    };
    const answers = await Promise.all([write('password one', tag), write('password two', tag)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(bench.double.store.writes).toBe(2);
  });

  test('another client of the database in between: its change is lost without a word', async () => {
    bench.double.knobs.betweenCheckAndUpdate = () => bench.double.store.update(4, { email: 'new@example.com' });
    expect((await write(localPasswd, bench.tag('jane.doe'))).status).toBe(200);
    expect(bench.user('jane.doe').email).toBe('jane.doe@example.com');
  });
});

test('a body that arrives late moves lastUpdated backwards, and a newer tag lets it', async () => {
  const body = JSON.stringify({ ...(await bench.row('jane.doe')), localPasswd });
  const newer = bench.tag('jane.doe', 5_000_000_000n);
  const { hostname, port } = new URL(bench.double.url);
  const socket = connect(Number(port), hostname);
  const requests = bench.double.requests.length;
  const lines = [
    `PUT /api/5.0/users/4 HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Cookie: mojolicious=${bench.cookieOf('rekey')}`,
    `If-Match: ${newer}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    // The double answers this line when it has read the headers.
    'Expect: 100-continue',
    'Connection: close',
  ];
  const texts: string[] = [];
  const next = () =>
    new Promise<void>((resolve) => {
      socket.once('data', (data) => {
        texts.push(`${data}`);
        resolve();
      });
    });
  const continued = next();
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await continued;
  expect(texts[0]).toMatch(/^HTTP\/1\.1 100/);
  expect(bench.double.requests).toHaveLength(requests);

  bench.now += 3000;
  bench.double.store.update(4, { city: 'Rome' });
  const read = bench.user('jane.doe').lastUpdated;
  const answered = next();
  socket.write(body);
  await answered;
  expect(texts[1]).toMatch(/^HTTP\/1\.1 200/);
  expect(bench.user('jane.doe').lastUpdated).toBeLessThan(read);
  expect(await bench.double.canLogIn('jane.doe', localPasswd)).toBe(true);
  socket.destroy();
});

test('a client that leaves before the commit: nothing is written, if the server is told of it', async () => {
  for (const rollsBack of [true, false]) {
    bench.double.knobs.rollsBackWhenClientLeaves = rollsBack;
    const abort = new AbortController();
    const before = bench.user('jane.doe').lastUpdated;
    bench.now += 1;
    const committed = Promise.withResolvers<void>();
    const body = { ...(await bench.row('jane.doe')), localPasswd };
    bench.double.knobs.betweenCheckAndUpdate = async () => {
      const request = bench.double.requests.at(-1);
      abort.abort();
      while (!request?.hasClientLeft()) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      setImmediate(committed.resolve);
    };
    const headers = { cookie: `mojolicious=${bench.cookieOf('rekey')}` };
    const url = `${bench.double.url}/api/5.0/users/4`;
    const left = fetch(url, { method: 'PUT', headers, body: JSON.stringify(body), signal: abort.signal });
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await committed.promise;
    expect(bench.user('jane.doe').lastUpdated > before).toBe(!rollsBack);
  }
});

describe('faults that the server is known for', () => {
  test('401 once, then well again', async () => {
    bench.double.inject({ method: 'GET', path: /\/users$/, times: 1, fault: { kind: 'refuse', status: 401, body: '{}' } });
    expect([(await bench.call('GET 5.0/users')).status, (await bench.call('GET 5.0/users')).status]).toEqual([401, 200]);
  });

  test('a big answer is still JSON', async () => {
    bench.double.inject({ fault: { kind: 'big' } });
    const { text } = await bench.call('GET 5.0/users?id=4');
    expect(text.length).toBeGreaterThan(2 * 1024 * 1024);
    expect(JSON.parse(text)).toMatchObject({ response: [{ id: 4 }] });
  });
});
