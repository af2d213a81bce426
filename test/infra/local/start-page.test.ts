import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPeople } from '#infra/demo/demo-people.ts';
import { curlLine, type DemoCall, demoCalls } from '#infra/local/pages/demo-calls.ts';
import { administratorToken } from '#infra/local/pages/demo-tokens.ts';
import { startPage } from '#infra/local/pages/start-page.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { sendHttp } from '#test/golden/send-http.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
});

afterAll(() => stack.stop());

const get = (path: string) => fetch(`${stack.apiUrl}${path}`);
const post = (path: string, headers = {}) => sendHttp(stack.apiUrl, { method: 'POST', path, headers });
const tokenIn = ({ body }: { body: string }): string => JSON.parse(body).token;

/** Sends a call as the page's script does. */
async function send({ method, path, headers = {}, form, json, token: source }: DemoCall): Promise<Response> {
  const token = source === undefined ? '' : tokenIn(await post(`/start/${source}`));
  const filled = JSON.parse(JSON.stringify({ headers, form }).replaceAll('$TOKEN', token));
  const body = form ? new URLSearchParams(filled.form) : json;
  return fetch(`${stack.apiUrl}${path}`, { method, headers: filled.headers, ...(body !== undefined && { body }) });
}

describe('the start page', () => {
  test('shows what runs where and the demo accounts', async () => {
    const response = await get('/');
    const html = await response.text();

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html;charset=UTF-8');
    for (const shown of [
      stack.apiUrl,
      stack.inboxUrl,
      stack.databaseUrl,
      `${stack.apiUrl}/docs`,
      'e8f5170c-877b-416f-b70f-4b09772f8e2d',
    ]) {
      expect(html).toContain(shown);
    }
    for (const { username, email } of demoPeople) {
      expect(html).toMatch(new RegExp(`<strong>${username}</strong>.*${email}`));
    }
    expect(html).toMatch(/off\.user<\/strong> <span class="state">disabled/);
    expect(html).toMatch(/ldap\.user<\/strong> <span class="state">externally managed/);
  });

  test('links to the reset page if the API has it', () => {
    const urls = { apiUrl: 'http://127.0.0.1:1', inboxUrl: 'http://127.0.0.1:2', databaseUrl: 'http://127.0.0.1:3' };
    const where = { ...urls, settings: stack.settings };
    const leading = 'href="http://127.0.0.1:1/reset-password"';

    expect(startPage({ ...where, isServed: (path) => path === '/reset-password' })).toContain(leading);
    expect(startPage({ ...where, isServed: () => false })).not.toContain(leading);
  });

  test('contains the five documented calls, and each works as it is', async () => {
    const [, embedded = ''] = /<script type="application\/json"[^>]*>(.*)<\/script>/.exec(await (await get('/')).text()) ?? [];
    const calls: DemoCall[] = JSON.parse(embedded);
    const statuses: number[] = [];
    for (const call of calls) {
      statuses.push((await send(call)).status);
    }

    expect(calls).toEqual(demoCalls);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  });

  test('takes the token from the newest mail, even if that mail is not sent yet', async () => {
    const [reset] = demoCalls;
    if (reset === undefined) {
      throw new Error('there is no call');
    }
    const tokens: string[] = [];
    for (let round = 0; round < 2; round++) {
      await send(reset);
      tokens.push(tokenIn(await post('/start/profile-token')));
    }
    expect(new Set(tokens).size).toBe(2);
  });

  test('writes each call as a command that a shell can run', () => {
    const [, change, forgot, byAdministrator] = demoCalls.map((call) => curlLine(call, 'http://127.0.0.1:3000'));

    expect(change).toContain('-d "resetTokenId=$TOKEN" \\\n  -d newPassword=test123');
    expect(forgot).toContain("'http://127.0.0.1:3000/api/1/services/api/1/user/forgot-password.json?username=jane.doe'");
    expect(byAdministrator).toContain('-H "Authorization: Bearer $TOKEN"');
    expect(byAdministrator).toContain(`-d '{"new":"SuperSecretPassword321#"}'`);
  });
});

describe('only the start page and local programs can use its actions', () => {
  const actions = [
    '/start/administrator-token',
    '/start/settings',
    '/start/profile-token',
    '/start/settled',
    '/start/demo-reset',
  ];

  test.each(actions)('%s refuses the page of another site, and another name for this machine', async (path) => {
    const { port } = new URL(stack.apiUrl);
    const refused = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Host: `evil.example:${port}` },
      { Host: `127.0.0.1.evil.example:${port}` },
      { Host: '127.0.0.1:1' },
      { Host: '127.0.0.1' },
      { Host: `127.0.0.1:${port}`, Origin: 'https://evil.example' },
      { Host: `127.0.0.1:${port}`, Origin: 'null' },
    ];
    for (const headers of refused) {
      expect(await post(path, headers)).toMatchObject({
        status: 403,
        body: expect.stringContaining('Only the start page may ask for this'),
      });
    }
  });

  test('the start page gets a token under each name of this machine, and so does a program', async () => {
    const { port } = new URL(stack.apiUrl);
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const headers = { Host: `${name}:${port}`, Origin: `http://${name}:${port}`, 'Sec-Fetch-Site': 'same-origin' };
      expect(await post('/start/administrator-token', headers)).toMatchObject({ status: 200 });
    }
    expect(await post('/start/administrator-token')).toMatchObject({ status: 200 });
  });

  test('there is no administrator’s token if an identity provider issues them', async () => {
    const answer = await administratorToken({ ...stack.settings, oidcIssuer: 'https://id.example.com' });
    expect(answer).toEqual({ message: 'Administrators’ tokens come from https://id.example.com.' });
  });

  test.each(actions)('%s does not answer links and images', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
