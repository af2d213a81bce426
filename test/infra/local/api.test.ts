import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { type Api, startApi } from '#infra/local/api/api.ts';

const routes = [
  { id: 'demo/reset', method: 'POST', paths: ['/api/1/profile/{id}/reset_password', '/other/{id}/reset_password'] },
  { id: 'demo/change', method: 'POST', paths: ['/api/1/profile/change/reset_password'] },
  { id: 'demo/forgot', method: 'GET', paths: ['/forgot.json'] },
  { id: 'demo/headed', method: 'GET', answersHead: true, paths: ['/headed'] },
  { id: 'demo/page', method: 'GET', paths: ['/page/{rest+}', '/page/in/{id}', '/page/in/literal'] },
] as const;

let api: Api;
let events: { id: string; event: APIGatewayProxyEventV2; context: Context }[];
let answer: () => unknown;

beforeAll(async () => {
  const handlers = async (id: string) => async (event: APIGatewayProxyEventV2, context: Context) => {
    events.push({ id, event, context });
    return answer();
  };
  api = await startApi({ port: { number: 0, variable: 'PORT' }, routes: () => routes, handlers, report: () => undefined });
});

beforeEach(() => {
  events = [];
  answer = () => ({ statusCode: 200, body: 'fine' });
});

afterAll(() => api.stop());

const post = (path: string, init: RequestInit = {}) => fetch(`${api.url}${path}`, { method: 'POST', ...init });

/** Sends targets that `fetch` would normalize. */
function send(method: string, target: string): Promise<{ status: number | undefined; body: string; type: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = request(api.url, { method, path: target }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response), type: response.headers['content-type'] }),
    );
    sent.on('error', reject).end();
  });
}

describe('the local API makes the events of API Gateway', () => {
  test('an event is complete', async () => {
    const headers = { 'Content-Type': 'application/json', 'User-Agent': 'test', Cookie: 'a=1; b=2', 'X-One': 'yes' };
    await post('/api/1/profile/ab%20c/reset_password?x=1&y=%C3%A9+z&x=2', { headers, body: '{"é":1}' });

    const [call] = events;
    expect(call?.id).toBe('demo/reset');
    expect(call?.event).toEqual({
      version: '2.0',
      routeKey: 'POST /api/1/profile/{id}/reset_password',
      rawPath: '/api/1/profile/ab c/reset_password',
      rawQueryString: 'x=1&y=%C3%A9+z&x=2',
      cookies: ['a=1', 'b=2'],
      headers: expect.objectContaining({
        'content-length': '8',
        'content-type': 'application/json',
        host: new URL(api.url).host,
        'user-agent': 'test',
        'x-forwarded-for': '127.0.0.1',
        'x-one': 'yes',
      }),
      queryStringParameters: { x: '1,2', y: 'é z' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: '127.0.0.1',
        domainPrefix: 'local',
        http: {
          method: 'POST',
          path: '/api/1/profile/ab c/reset_password',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.any(String),
        routeKey: 'POST /api/1/profile/{id}/reset_password',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      pathParameters: { id: 'ab c' },
      body: '{"é":1}',
      isBase64Encoded: false,
    });
    expect(Object.keys(call?.event.headers ?? {})).not.toContain('cookie');
    expect(call?.context).toMatchObject({ functionName: 'demo/reset', awsRequestId: expect.any(String) });
    expect(call?.context.getRemainingTimeInMillis()).toBeGreaterThan(5000);
  });

  test.each([
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/json; charset=utf-8', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['text/plain', false],
  ])('a body of %s is Base64: %s', async (type, isBase64Encoded) => {
    await post('/other/x/reset_password', { headers: { 'Content-Type': type }, body: 'a=b' });

    expect(events[0]?.event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT1i' : 'a=b' });
  });

  test('an empty body, an empty query and missing cookies are absent from the event', async () => {
    await fetch(`${api.url}/forgot.json`);

    expect(events[0]?.event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
    for (const absent of ['body', 'queryStringParameters', 'cookies', 'pathParameters', 'stageVariables']) {
      expect(events[0]?.event).not.toHaveProperty(absent);
    }
  });

  test('a path parameter is decoded once', async () => {
    await post('/other/a%2540b/reset_password');

    expect(events[0]?.event.pathParameters).toEqual({ id: 'a%40b' });
  });

  test('an encoded slash divides segments', async () => {
    expect((await post('/other/a%2Fb/reset_password')).status).toBe(404);
  });

  test('a literal segment wins over a parameter', async () => {
    await post('/api/1/profile/change/reset_password');

    expect(events[0]).toMatchObject({ id: 'demo/change', event: { routeKey: 'POST /api/1/profile/change/reset_password' } });
  });

  test.each([
    ['/page/', '/page/{rest+}', { rest: '' }],
    ['/page/a/b%23c/', '/page/{rest+}', { rest: 'a/b#c/' }],
    ['/page/in/a', '/page/in/{id}', { id: 'a' }],
    ['/page/in/', '/page/{rest+}', { rest: 'in/' }],
    ['/page/in/literal', '/page/in/literal', undefined],
  ])('%s takes the most exact route: %s', async (path, declared, pathParameters) => {
    await fetch(`${api.url}${path}`);

    expect(events[0]?.event).toMatchObject({ routeKey: `GET ${declared}` });
    expect(events[0]?.event.pathParameters).toEqual(pathParameters);
  });

  test('the host of an absolute-form target is dropped', async () => {
    await send('GET', 'http://evil.example/forgot.json?a=b?c');

    expect(events[0]?.event).toMatchObject({
      rawPath: '/forgot.json',
      rawQueryString: 'a=b?c',
      requestContext: { domainName: '127.0.0.1' },
    });
  });
});

describe('the local API answers like API Gateway', () => {
  test.each([
    ['GET', '/nowhere'],
    ['GET', '/page'],
    ['GET', '/forgot.json/'],
    ['POST', '/forgot.json'],
    ['OPTIONS', '/forgot.json'],
    ['POST', '/other//reset_password'],
  ])('%s %s gets its 404', async (method, path) => {
    expect(await send(method, path)).toEqual({ status: 404, body: '{"message":"Not Found"}', type: 'application/json' });
    expect(events).toEqual([]);
  });

  test('HEAD gets a 404 from a route that does not answer it', async () => {
    expect(await send('HEAD', '/forgot.json')).toMatchObject({ status: 404, body: '' });
  });

  test('HEAD gets the answer of GET without its body from a route that answers it', async () => {
    answer = () => ({ statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: 'fine' });
    expect(await send('HEAD', '/headed')).toEqual({ status: 200, body: '', type: 'text/html' });
    expect(events[0]?.event.routeKey).toBe('HEAD /headed');
  });

  test.each(['/other/%zz/reset_password', '/other/%ff/reset_password'])(
    'a path that cannot be decoded gets a 400: %s',
    async (path) => {
      expect(await send('POST', path)).toMatchObject({ status: 400, body: '{"message":"Bad Request"}' });
    },
  );

  test('a body over 10 MB gets a 413', async () => {
    const response = await post('/other/x/reset_password', { body: Buffer.alloc(10 * 1024 * 1024 + 1) });

    expect(response.status).toBe(413);
    expect(await response.text()).toBe('{"message":"Request Too Long"}');
  });

  test('a head over 10 KB gets a 431', async () => {
    expect((await fetch(`${api.url}/forgot.json?a=${'x'.repeat(11_000)}`)).status).toBe(431);
  });

  test('a function can set status, headers, cookies and a Base64 body', async () => {
    const headers = { 'X-Number': 1, 'Content-Type': 'image/png' };
    answer = () => ({ statusCode: 201, headers, cookies: ['a=1; Path=/', 'b=2'], body: '/wA=', isBase64Encoded: true });
    const response = await fetch(`${api.url}/forgot.json`);

    expect(response.status).toBe(201);
    expect(response.headers.get('x-number')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([255, 0]));
  });

  test.each([
    ['throws', () => Promise.reject(new Error('a secret'))],
    ['returns no result', () => ({ body: 'x' })],
  ])('a function that %s causes a 500', async (_, failing) => {
    answer = failing;
    const response = await fetch(`${api.url}/forgot.json`);

    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
  });
});
