import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi } from '#infra/local/api/api.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { sendHttp } from '#test/golden/send-http.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
});

afterAll(() => stack.stop());

const get = (path: string) => fetch(`${stack.apiUrl}${path}`);

describe('the documentation', () => {
  test('shows openapi.json in a viewer that the local stack serves', async () => {
    const html = await (await get('/docs')).text();
    const parts = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
    for (const path of parts) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      await response.text();
    }

    expect(parts).toContain('/docs/swagger-ui-bundle.js');
    expect(await (await get('/openapi.json')).text()).toBe(readFileSync('openapi.json', 'utf8'));
  });

  test.each(['/', '/docs'])('%s loads nothing from other origins and cannot be framed', async (path) => {
    const response = await get(path);
    const html = await response.text();

    expect(html).not.toMatch(/(src|rel="stylesheet" href)="https?:/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('pages do not change the API', () => {
  test('a route wins over a page on the same path', async () => {
    const api = await startApi({
      port: { number: 0, variable: 'PORT' },
      routes: () => [{ id: 'some/route', method: 'GET', paths: ['/'] }],
      handlers: async () => async () => ({ statusCode: 200, body: 'the route' }),
      pages: async () => {
        throw new Error('a page was asked');
      },
      report: () => undefined,
    });

    expect(await (await fetch(api.url)).text()).toBe('the route');
    await api.stop();
  });

  test.each([
    ['POST', '/'],
    ['POST', '/start/login'],
    ['GET', '/start/local-pages.ts'],
    ['GET', '/docs/..%2fdocs.js'],
    ['GET', '/docs/package.json'],
    ['PUT', '/docs'],
  ] as const)('%s %s gets the 404 of API Gateway', async (method, path) => {
    expect(await sendHttp(stack.apiUrl, { method, path })).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  });

  test.each(['/start', '/constructor'])('GET %s gets the page of a cut link, as at a deployed API', async (path) => {
    const { status, body } = await sendHttp(stack.apiUrl, { method: 'GET', path });
    expect(status).toBe(404);
    expect(body).toContain('<h1>This link does not work</h1>');
  });
});
