import { Agent, get } from 'node:http';
import { request } from 'node:https';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '#infra/local/doubles/server/faults.ts';
import { jsonReply } from '#infra/local/doubles/server/reply.ts';
import { type Double, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

let double: Double;
let done: string[];
const running: Double[] = [];

async function start(options: Parameters<typeof startDouble>[1] = {}): Promise<void> {
  done = [];
  double = await startDouble(async ({ method, path, body }, misroute) => {
    if (path === '/rekeys-own') {
      misroute();
    }
    done.push(`${method} ${path} ${body}`);
    return jsonReply(200, { done: done.length });
  }, options);
  running.push(double);
}

beforeEach(() => start());
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

const post = (path = '/a', options: RequestInit = {}) => fetch(`${double.url}${path}`, { method: 'POST', body: 'x', ...options });
const isDropped = { name: 'TypeError', message: 'fetch failed' };

describe('the server of a double', () => {
  test('keeps every request', async () => {
    await post('/a%2Fb?c=d&c=e', { headers: { 'X-Test': 'yes' } });

    const [kept] = double.requests;
    expect(kept).toMatchObject({ method: 'POST', path: '/a%2Fb', headers: { 'x-test': 'yes' } });
    expect(kept?.query.getAll('c')).toEqual(['d', 'e']);
    expect(`${kept?.body}`).toBe('x');
  });

  test('stops with an error when it got a request that belongs to Rekey', async () => {
    running.splice(0);
    await post('/rekeys-own');

    expect(double.misrouted).toEqual(['POST /rekeys-own']);
    await expect(double.stop()).rejects.toThrow('POST /rekeys-own');
  });

  test('closes idle connections on demand', async () => {
    const agent = new Agent({ keepAlive: true });
    let isClosed = false;
    await new Promise((resolve, reject) => {
      const sent = get(`${double.url}/a`, { agent }, (response) => response.resume());
      sent.once('error', reject).once('close', resolve);
      sent.once('socket', (socket) => {
        socket.once('close', () => {
          isClosed = true;
        });
      });
    });
    expect(isClosed).toBe(false);
    while (!isClosed) {
      double.closeIdleConnections();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(done).toEqual(['GET /a ']);
    agent.destroy();
  });

  test('has the certificate that it was given, which only those accept who know it', async () => {
    const tls = selfSignedCertificate();
    await start({ tls });

    expect(double.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const status = (options: object) =>
      new Promise((resolve) => {
        request(`${double.url}/a`, { agent: false, ...options }, (response) => resolve(response.resume().statusCode))
          .once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
          .end();
      });
    expect(await status({ ca: tls.cert })).toBe(200);
    expect(await status({})).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(await status({ ca: selfSignedCertificate([127, 0, 0, 2]).cert })).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    const other = selfSignedCertificate([127, 0, 0, 2]);
    await start({ tls: other });
    expect(await status({ ca: other.cert })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

describe('a fault', () => {
  const notDone: { title: string; fault: Fault; status: number; body: string | RegExp }[] = [
    { title: 'a refusal', fault: { kind: 'refuse', status: 412, body: '{"no":1}' }, status: 412, body: '{"no":1}' },
    { title: 'an error page', fault: { kind: 'html-500' }, status: 500, body: /^<!doctype html>/ },
    { title: 'an empty 200', fault: { kind: 'empty-200' }, status: 200, body: '' },
  ];
  test.each(notDone)('$title is the answer, and the call is not done', async ({ fault, status, body }) => {
    double.inject({ fault });

    const response = await post();

    expect(response.status).toBe(status);
    expect(await response.text()).toEqual(body instanceof RegExp ? expect.stringMatching(body) : body);
    expect(done).toEqual([]);
    expect(double.requests).toHaveLength(1);
  });

  test('a refusal has the headers that it was given', async () => {
    double.inject({ fault: { kind: 'refuse', status: 503, body: 'later', headers: { 'Retry-After': '1' } } });

    expect((await post()).headers.get('retry-after')).toBe('1');
  });

  test.each([
    { kind: 'drop-answer', calls: 1 },
    { kind: 'drop-before', calls: 0 },
  ] as const)('$kind closes the connection, with the call done $calls times', async ({ kind, calls }) => {
    double.inject({ fault: { kind } });

    await expect(post()).rejects.toMatchObject(isDropped);
    expect(done).toHaveLength(calls);
  });

  test('a late call is done after its client has left', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    double.inject({ fault: { kind: 'late', until: promise } });
    const abort = new AbortController();
    const answer = post('/a', { signal: abort.signal });
    await expect(Promise.race([answer, untilReceived(1)])).resolves.toBe('received');

    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(done).toEqual([]);

    resolve();
    await post('/b');
    expect(done).toEqual(['POST /a x', 'POST /b x']);
  });

  test('a late call is answered to a client who waits', async () => {
    double.inject({ fault: { kind: 'late', until: 5 } });

    expect(await (await post()).json()).toEqual({ done: 1 });
  });

  test('a hanging call ends only with the server', async () => {
    double.inject({ fault: { kind: 'hang' }, path: '/a' });
    const answer = post('/a');
    const ended = expect(answer).rejects.toMatchObject(isDropped);
    await untilReceived(1);

    await double.stop();
    await ended;
    expect(done).toEqual([]);
    running.splice(0);
  });

  test('a big answer is the usual JSON followed by 2 MiB', async () => {
    double.inject({ fault: { kind: 'big' } });

    const text = await (await post()).text();
    expect(text.length).toBe('{"done":1}'.length + 2 * 1024 * 1024);
    expect(JSON.parse(text)).toEqual({ done: 1 });
  });

  test('a redirected call is done by those who follow', async () => {
    double.inject({ fault: { kind: 'redirect' } });

    const response = await post('/a?b=c', { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([307, '/redirected/a?b=c']);
    expect(done).toEqual([]);

    expect(await (await post('/a?b=c')).json()).toEqual({ done: 1 });
    expect(done).toEqual(['POST /a x']);
    expect(double.requests.map(({ path }) => path)).toEqual(['/a', '/a', '/redirected/a']);
  });

  test('something can happen before the call is done', async () => {
    double.inject({ fault: { kind: 'before-write', run: async () => done.push('before') } });

    await post();
    expect(done).toEqual(['before', 'POST /a x']);
  });

  test('hits the calls that it names, as often as it says', async () => {
    const fault: Fault = { kind: 'refuse', status: 418, body: '' };
    double.inject({ method: 'POST', path: /^\/some\//, times: 2, after: 1, fault });
    double.inject({ method: 'GET', path: '/some/other', fault });
    const statuses: number[] = [];
    for (const path of ['/some', '/some/a', '/some/b', '/some/c', '/some/d', '/some/other']) {
      statuses.push((await post(path)).status);
    }
    statuses.push((await fetch(`${double.url}/some/other`)).status);
    double.clearFaults();
    statuses.push((await fetch(`${double.url}/some/other`)).status);

    expect(statuses).toEqual([200, 200, 418, 418, 200, 200, 418, 200]);
  });
});

/** Resolves with the request that makes it this many. */
async function untilReceived(count: number): Promise<string> {
  while (double.requests.length < count) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return 'received';
}
