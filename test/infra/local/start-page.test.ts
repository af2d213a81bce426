import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPeople } from '#infra/demo/demo-people.ts';
import { findRoute } from '#infra/local/api/find-route.ts';
import { curlLine, setupLines } from '#infra/local/pages/curl-line.ts';
import { type DemoCall, demoCalls } from '#infra/local/pages/demo-calls.ts';
import { administratorToken } from '#infra/local/pages/demo-tokens.ts';
import { startPage } from '#infra/local/pages/start-page.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { routes } from '#lib/routes.ts';
import { realmOf } from '#lib/settings/is-upstream.ts';
import { sendHttp } from '#test/golden/send-http.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
});

afterAll(() => stack.stop());

const get = (path: string) => fetch(`${stack.apiUrl}${path}`);
const post = (path: string, headers = {}, body = '') => sendHttp(stack.apiUrl, { method: 'POST', path, headers, body });
const tokenIn = ({ body }: { body: string }): string => JSON.parse(body).token;

/** The session that a call has opened, as a browser keeps it. */
let cookie = '';

/** Sends a call as the page's script does. */
async function send({ method, path, headers, form, json, token: source, session }: DemoCall): Promise<Response> {
  const token = source === undefined ? '' : await tokenFrom(source);
  const filled = JSON.parse(JSON.stringify({ path, headers, form }).replaceAll('$TOKEN', token));
  const body = form ? new URLSearchParams(filled.form) : json?.replaceAll('$TOKEN', token);
  const response = await fetch(`${stack.apiUrl}${filled.path}`, {
    method,
    headers: { ...filled.headers, ...(session === 'needs' && { Cookie: cookie }) },
    ...(body !== undefined && { body }),
  });
  cookie = session === 'opens' ? `${response.headers.getSetCookie()[0]?.split(';')[0]}` : cookie;
  return response;
}

async function tokenFrom(source: NonNullable<DemoCall['token']>): Promise<string> {
  return tokenIn(
    source === 'administrator' ? await post('/start/administrator-token') : await post('/start/mailed-token', {}, source.mailTo),
  );
}

describe('the start page', () => {
  test('begins with the steps of a first reset, for someone who can make one', async () => {
    const html = await (await get('/')).text();
    const steps = html.slice(html.indexOf('A first reset'), html.indexOf('What runs where'));
    expect(steps).toContain('href="/forgot-password?realm=crafter-studio"');
    expect(steps).toContain('<code>jane.doe</code>');
    expect(steps).toContain(`href="${stack.inboxUrl}"`);
    expect(steps).toContain('npm run start:upstream');
  });

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

  test('contains a call for each documented route, and each works in its order', async () => {
    const [, embedded = ''] = /<script type="application\/json"[^>]*>(.*)<\/script>/.exec(await (await get('/')).text()) ?? [];
    const calls: DemoCall[] = JSON.parse(embedded);
    const statuses: [string, number][] = [];
    for (const call of calls) {
      statuses.push([`${call.method} ${call.path}`, (await send(call)).status]);
    }
    const called = calls.map(({ method, path }) => findRoute(routes, method, path.replace(/\?.*/, ''))?.id);
    const documented = routes.map(({ id }) => id).filter((id) => realmOf(id) !== undefined && !id.includes('-page/'));

    expect(calls).toEqual(demoCalls);
    expect(called.toSorted()).toEqual(documented.toSorted());
    // Only a session of Studio itself may change the own password.
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([['POST /api/2/users/me/change_password', 401]]);
  });

  test('shows no call that the API does not serve', () => {
    const urls = { apiUrl: 'http://127.0.0.1:1', inboxUrl: 'http://127.0.0.1:2', databaseUrl: 'http://127.0.0.1:3' };
    const html = startPage({ ...urls, settings: stack.settings, isServed: (path) => path.startsWith('/api/5.0/') });
    expect(html.match(/data-call=/g)).toHaveLength(2);
    expect(html).not.toContain('id="calls-crafter-studio"');
  });

  test('without a script it says what to do, and shows no button that does nothing', async () => {
    const html = await (await get('/')).text();
    expect(html).toContain('<noscript><p>Your browser runs no script here');
    expect(html.match(/<button(?![^>]* hidden>)[^>]*>/g)).toBeNull();
  });

  test('takes the token from the newest mail, even if that mail is not sent yet', async () => {
    const [reset] = demoCalls;
    if (reset === undefined) {
      throw new Error('there is no call');
    }
    const tokens: string[] = [];
    for (let round = 0; round < 2; round++) {
      await send(reset);
      tokens.push(await tokenFrom({ mailTo: 'john.doe@example.com' }));
    }
    expect(new Set(tokens).size).toBe(2);
    expect(JSON.parse((await post('/start/mailed-token', {}, 'nobody@example.com')).body)).toEqual({
      message: 'There is no mail with a token to nobody@example.com yet: send the first call of this product.',
    });
  });

  test('writes each call as a command that a shell can run', () => {
    const lineOf = (product: string, title: string) => {
      const call = demoCalls.find((each) => each.product === product && each.title === title);
      return call ? [...setupLines(call), curlLine(call, 'http://127.0.0.1:3000')].join('\n') : '';
    };
    const change = lineOf('Crafter Profile', 'Change the password');
    const forgot = lineOf('Crafter Studio', 'Forgot password');
    const setPassword = lineOf('Crafter Studio', 'Set the password');
    const byAdministrator = lineOf('Crafter Studio', 'Reset by an administrator');

    expect(change).toMatch(/^TOKEN=\$\(npm run -s admin -- mails latest --to john\.doe@example\.com --wait --token\)\ncurl -i /);
    expect(setPassword).toContain('-d "{\\"token\\":\\"$TOKEN\\",\\"new\\":\\"a pass phrase of mine\\"}"');
    expect(lineOf('Traffic Ops', 'Log in with the token')).toContain('\nCOOKIES=$(mktemp)\ncurl -i \\\n  -c "$COOKIES"');
    expect(lineOf('Traffic Ops', 'Set the password')).toContain('-b "$COOKIES" \\\n  -X PUT');
    expect(change).toContain('-d "resetTokenId=$TOKEN" \\\n  -d newPassword=test123');
    expect(forgot).toContain("'http://127.0.0.1:3000/api/1/services/api/1/user/forgot-password.json?username=jane.doe'");
    expect(byAdministrator).toContain('-H "Authorization: Bearer $TOKEN"');
    expect(byAdministrator).toContain(`-d '{"new":"SuperSecretPassword321#"}'`);
  });
});

describe('only the start page and local programs can use its actions', () => {
  const actions = ['/start/administrator-token', '/start/settings', '/start/mailed-token', '/start/settled', '/start/demo-reset'];

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
