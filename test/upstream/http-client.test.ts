import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Double, type DoubleOptions, startDouble } from '#infra/local/doubles/server/start-double.ts';
import { type HttpCall, type HttpClient, type HttpClientOptions, httpClient } from '#lib/upstream/http-client.ts';
import { selfSignedCertificate } from '#test/infra/local/doubles/self-signed-certificate.ts';

const opened: { close(): unknown }[] = [];
let patience: string | undefined;
beforeEach(() => {
  patience = process.env.REKEY_PATIENCE;
});
afterEach(async () => {
  process.env.REKEY_PATIENCE = patience;
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** A server that answers `ÿ` and the path. */
async function serve(options: DoubleOptions = {}): Promise<Double> {
  const answer = async ({ path }: { path: string }) => ({ status: 200, headers: { 'x-answer': 'yes' }, body: `ÿ${path}` });
  const double = await startDouble(answer, options);
  opened.push({ close: () => double.stop() });
  return double;
}

function open(url: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = httpClient({ url, maximumCalls: 4, ...options });
  opened.push(client);
  return client;
}

const get = { method: 'GET', path: '/a?b=c', headers: {}, answerMilliseconds: 1000 } as const satisfies HttpCall;
const post = { ...get, method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'ä' } as const satisfies HttpCall;

describe('An answer', () => {
  test('has the status, the headers and the text, decoded as UTF-8', async () => {
    const double = await serve();
    const outcome = await open(`${double.url}/base`).send(get);
    expect(outcome).toMatchObject({ outcome: 'answer', status: 200, text: 'ÿ/base/a', headers: { 'x-answer': 'yes' } });
  });

  test('comes to the body and the headers that were given', async () => {
    const double = await serve();
    await open(double.url).send({ ...post, method: 'PUT' });
    const [request] = double.requests;
    expect(request?.method).toBe('PUT');
    expect(request?.body.toString()).toBe('ä');
    expect(request?.headers).toMatchObject({ 'content-type': 'text/plain', 'content-length': '2' });
    expect(request?.query.get('b')).toBe('c');
  });

  test('comes over one connection for reads, one after the other', async () => {
    const double = await serve();
    const client = open(double.url);
    await client.send(get);
    await client.send(get);
    expect(double.requests.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'keep-alive']);
  });

  test('U10 over 1 MiB is refused', async () => {
    const double = await serve();
    double.inject({ fault: { kind: 'big' } });
    await expect(open(double.url).send(get)).resolves.toEqual({ outcome: 'no-answer', reason: 'ANSWER_TOO_LARGE' });
    await expect(open(double.url).send(post)).resolves.toEqual({ outcome: 'no-answer', reason: 'ANSWER_TOO_LARGE' });
  });

  test.each([get, post])('U10 that is a redirect is refused and not followed: $method', async (call) => {
    const double = await serve();
    double.inject({ fault: { kind: 'redirect' } });
    await expect(open(double.url).send(call)).resolves.toEqual({ outcome: 'no-answer', reason: 'REDIRECT' });
    expect(double.requests).toHaveLength(1);
  });
});

describe('A certificate', () => {
  test('U10 that does not verify is refused before anything is sent', async () => {
    const double = await serve({ tls: selfSignedCertificate() });
    for (const call of [get, post]) {
      await expect(open(double.url).send(call)).resolves.toEqual({
        outcome: 'never-sent',
        reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
    }
    expect(double.requests).toEqual([]);
  });

  test('U10 is checked even if the environment turns the check off', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const double = await serve({ tls: selfSignedCertificate() });
      await expect(open(double.url).send(post)).resolves.toMatchObject({ outcome: 'never-sent' });
      expect(double.requests).toEqual([]);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  test('U10 for another address is refused', async () => {
    const tls = selfSignedCertificate([127, 0, 0, 2]);
    const double = await serve({ tls });
    const outcome = await open(double.url, { certificateAuthorities: tls.cert }).send(post);
    expect(outcome).toEqual({ outcome: 'never-sent', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(double.requests).toEqual([]);
  });

  test('of the given authority is accepted', async () => {
    const tls = selfSignedCertificate();
    const double = await serve({ tls });
    const client = open(double.url, { certificateAuthorities: tls.cert });
    await expect(client.send(get)).resolves.toMatchObject({ status: 200 });
    await expect(client.send(post)).resolves.toMatchObject({ status: 200 });
  });
});

describe('A request', () => {
  test.each([get, post])('that nobody listens for was never sent: $method', async (call) => {
    const double = await startDouble(async () => ({ status: 200, headers: {}, body: '' }), {});
    await double.stop();
    await expect(open(double.url).send(call)).resolves.toEqual({ outcome: 'never-sent', reason: 'ECONNREFUSED' });
  });

  test('to a name that does not exist was never sent', async () => {
    await expect(open('http://nowhere.invalid').send(post)).resolves.toMatchObject({ outcome: 'never-sent' });
  });

  test('that cannot be written was never sent', async () => {
    const double = await serve();
    const outcome = await open(double.url).send({ ...post, headers: { authorization: 'Bearer a\nb' } });
    expect(outcome).toEqual({ outcome: 'never-sent', reason: 'ERR_INVALID_CHAR' });
  });

  test('was never sent if the TLS handshake does not end', async () => {
    process.env.REKEY_PATIENCE = '0.01';
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    opened.push(silent);
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const outcome = await open(`https://127.0.0.1:${port}`).send(post);
    expect(outcome).toEqual({ outcome: 'never-sent', reason: 'CONNECT_TIMEOUT' });
  });

  test('that gets no answer in time may have arrived', async () => {
    const double = await serve();
    double.inject({ fault: { kind: 'hang' } });
    for (const call of [get, post]) {
      const outcome = await open(double.url).send({ ...call, answerMilliseconds: 1 });
      expect(outcome).toEqual({ outcome: 'no-answer', reason: 'ANSWER_TIMEOUT' });
    }
  });

  test.each(['drop-before', 'drop-answer'] as const)(
    'whose connection ends (%s) may have arrived, and is sent once',
    async (kind) => {
      const double = await serve();
      double.inject({ fault: { kind } });
      for (const call of [get, post]) {
        await expect(open(double.url).send(call)).resolves.toEqual({ outcome: 'no-answer', reason: 'ECONNRESET' });
      }
      expect(double.requests).toHaveLength(2);
    },
  );
});

describe('A connection that died while it was kept', () => {
  test('costs a read nothing but another connection', async () => {
    const double = await serve();
    const client = open(double.url);
    await client.send(get);
    double.closeIdleConnections();
    // Sent before the client can notice, as after a thaw.
    await expect(client.send(get)).resolves.toMatchObject({ outcome: 'answer' });
    expect(double.requests.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'close']);
  });

  test('is tried again once and no more', async () => {
    const double = await serve();
    const client = open(double.url);
    await client.send(get);
    double.inject({ fault: { kind: 'drop-before' } });
    await expect(client.send(get)).resolves.toEqual({ outcome: 'no-answer', reason: 'ECONNRESET' });
    expect(double.requests).toHaveLength(3);
  });

  test('is never used for a request that changes something', async () => {
    const double = await serve();
    const client = open(double.url);
    await client.send(get);
    double.closeIdleConnections();
    await expect(client.send(post)).resolves.toMatchObject({ outcome: 'answer' });
    expect(double.requests.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'close']);
  });
});

describe('Calls at the same time', () => {
  test('are as many as are allowed, and the others wait for their turn', async () => {
    const double = await serve();
    const release = Promise.withResolvers<void>();
    double.inject({ method: 'POST', fault: { kind: 'late', until: release.promise } });
    const client = open(double.url, { maximumCalls: 2 });
    const calls = Array.from({ length: 5 }, () => client.send(post));
    const arrived = () => double.requests.filter(({ method }) => method === 'POST');
    while (arrived().length < 2) {
      await new Promise(setImmediate);
    }
    // Whatever was sent before this call has arrived when its answer is there.
    await open(double.url).send(get);
    expect(arrived()).toHaveLength(2);
    release.resolve();
    const outcomes = await Promise.all(calls);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(5).fill('answer'));
  });

  test('are given up if their turn does not come, and are never sent', async () => {
    const double = await serve();
    double.inject({ fault: { kind: 'hang' } });
    const client = open(double.url, { maximumCalls: 1 });
    const first = client.send({ ...post, answerMilliseconds: 30 });
    const second = await client.send({ ...post, answerMilliseconds: 1 });
    expect(second).toEqual({ outcome: 'never-sent', reason: 'BUSY' });
    await expect(first).resolves.toMatchObject({ outcome: 'no-answer' });
    expect(double.requests).toHaveLength(1);
  });
});
