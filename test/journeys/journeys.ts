import { expect, test } from '@jest/globals';
import bcrypt from 'bcryptjs';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { type Mail, ownAccessToken, type World } from '#test/golden/world.ts';

const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

let lastAddress = 60_000;

/** How each product gets a person from a forgotten password to a new one, over HTTP, with the mail read from the inbox. */
export function runJourneys(world: () => World): void {
  const get = (path: string, headers = {}) => sendHttp(world().baseUrl, { method: 'GET', path, headers }, ++lastAddress);
  const send = (method: 'POST' | 'PUT', path: string, body: string, headers: { [name: string]: string }) =>
    sendHttp(world().baseUrl, { method, path, headers, body }, ++lastAddress);
  const post = (path: string, body: string, headers: { [name: string]: string } = json) => send('POST', path, body, headers);

  test('Crafter Profile: reset_password, the mail, change_password with test123, and the token is dead', async () => {
    const id = '5928aaaaaaaaaaaaaaaaaaaa';
    const account = { realm: 'crafter-profile', id } as const;
    await world().storeAccount({
      ...account,
      username: 'ann',
      email: 'ann@example.com',
      enabled: false,
      tenant: 'sample-tenant',
    });
    const access = `accessTokenId=${ownAccessToken}`;
    expectOk(await post(`/api/1/profile/${id}/reset_password`, `${access}&resetPasswordUrl=http://example.com`, form));
    const token = tokenIn(await mailTo('ann@example.com', 'Reset Password'), /http:\/\/example\.com\?tokenId=([\w-]{43})/);
    const change = `${access}&resetTokenId=${token}&newPassword=test123`;
    expectOk(await post('/api/1/profile/change_password', change, form));
    await expectPassword(account, 'test123');
    expect((await post('/api/1/profile/change_password', change, form)).status).toBe(404);
    await mailTo('ann@example.com', 'Your password was changed');
  });

  test('Crafter Profile, by the page: the form with the address, the mail, check-link, set-password, and the token is dead', async () => {
    const account = { realm: 'crafter-profile', id: '5928bbbbbbbbbbbbbbbbbbbb' } as const;
    await world().storeAccount({ ...account, username: 'ben', email: 'ben@example.com', tenant: 'sample-tenant' });
    expectOk(await post('/forgot-password', 'realm=crafter-profile&identifier=Ben%40Example.com', form));
    const token = tokenIn(await mailTo('ben@example.com', 'Reset Password'), /#realm=crafter-profile&token=([\w-]{43})/);
    const check = () => post('/reset-password/crafter-profile/check-link', JSON.stringify({ token }));
    expect(JSON.parse((await check()).body)).toEqual({ username: 'ben' });
    const change = JSON.stringify({ token, password: 'a new pass phrase' });
    expectOk(await post('/reset-password/crafter-profile/set-password', change));
    await expectPassword(account, 'a new pass phrase');
    expect((await check()).status).toBe(401);
    expect((await post('/reset-password/crafter-profile/set-password', change)).status).toBe(401);
    await mailTo('ben@example.com', 'Your password was changed');
  });

  test('Crafter Studio: forgot-password, the mail, validate-token, set-password, and the token is dead', async () => {
    const account = { realm: 'crafter-studio', id: 'bob' } as const;
    await world().storeAccount(account);
    expectOk(await get('/studio/api/1/services/api/1/user/forgot-password.json?username=bob'));
    const token = tokenIn(await mailTo('bob@example.com', 'Forgot Password'), /#realm=crafter-studio&token=([\w-]{43})/);
    const validation = `/studio/api/1/services/api/1/user/validate-token.json?token=${token}`;
    expectOk(await get(validation));
    const change = JSON.stringify({ token, new: 'a new pass phrase' });
    expectOk(await post('/studio/api/1/services/api/1/user/set-password.json', change));
    await expectPassword(account, 'a new pass phrase');
    expect((await get(validation)).status).toBe(401);
    expect((await post('/studio/api/1/services/api/1/user/set-password.json', change)).status).toBe(401);
    await mailTo('bob@example.com', 'Your password was changed');
  });

  test('Traffic Ops: reset_password, the mail, login/token, GET and PUT user/current, and token and session are dead', async () => {
    const account = { realm: 'traffic-ops', id: 'eve' } as const;
    await world().storeAccount({ ...account, details: { id: 7, role: 'operations', roleId: 3, tenantId: 1 } });
    expectOk(await post('/api/5.0/user/reset_password', '{"email":"Eve@Example.com"}'));
    const token = tokenIn(
      await mailTo('eve@example.com', 'Traffic Ops Password Reset Request'),
      /#realm=traffic-ops&token=([\w-]{43})/,
    );
    const login = () => post('/api/5.0/user/login/token', JSON.stringify({ t: token }));
    const cookie = (await login()).headers['set-cookie']?.split(';')[0] ?? '';
    const session = { ...json, Cookie: cookie };
    const user = await get('/api/5.0/user/current', session);
    expectOk(user);
    const update = JSON.stringify({
      ...JSON.parse(user.body).response,
      localPasswd: 'a new pass phrase',
      fullName: 'Eve Newman',
    });
    expectOk(await send('PUT', '/api/5.0/user/current', update, session));
    await expectPassword(account, 'a new pass phrase');
    expect((await world().account(account)).details.fullName).toBe('Eve Newman');
    expect((await login()).status).toBe(401);
    expect((await get('/api/5.0/user/current', session)).status).toBe(401);
    await mailTo('eve@example.com', 'Your password was changed');
  });

  async function mailTo(address: string, subject: string): Promise<Mail> {
    for (let count = 1; ; count++) {
      const found = (await world().mailsTo(address, count)).find((mail) => mail.subject === subject);
      if (found !== undefined) {
        return found;
      }
    }
  }

  async function expectPassword(reference: Parameters<World['account']>[0], password: string): Promise<void> {
    expect(await bcrypt.compare(password, await world().passwordHash(reference))).toBe(true);
  }
}

function expectOk({ status, body }: GoldenResponse): void {
  expect({ status, body }).toEqual({ status: 200, body: expect.any(String) });
}

/** The token. Both parts of the mail must hold the same one. */
function tokenIn({ body }: Mail, link: RegExp): string {
  const token = link.exec(body.text)?.[1];
  expect(link.exec(body.html.replaceAll('&amp;', '&'))?.[1]).toBe(token);
  return token ?? '';
}
