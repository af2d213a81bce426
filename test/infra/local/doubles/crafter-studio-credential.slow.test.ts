// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import { startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import { envelope, long, StudioBench } from './crafter-studio-bench.ts';

const bench = new StudioBench();

describe('the credential', () => {
  const unauthenticated =
    '{"response":{"code":2000,"message":"Unauthenticated","remedialAction":"Please login first","documentationUrl":""}}';
  const tokenRow = () => bench.double.store.accessTokens.get(1);
  const bad: [string, () => string | null | undefined][] = [
    ['none', () => null],
    ['an unknown token', () => 'nope'],
    ['a disabled token', () => void Object.assign(tokenRow() ?? {}, { enabled: false })],
    ['a deleted token', () => void bench.double.store.accessTokens.delete(1)],
    ['an expired token', () => void Object.assign(tokenRow() ?? {}, { expiresAt: bench.now })],
    ['a token of a disabled user', () => void Object.assign(bench.user('rekey.service'), { enabled: false })],
    ['a token of a deleted user', () => void Object.assign(bench.user('rekey.service'), { isDeleted: true })],
  ];
  test.each(bad)('%s: 401', async (_, badToken) => {
    const token = badToken();
    expect(await bench.call('GET /users/jane.doe', token === undefined ? {} : { token })).toMatchObject({
      status: 401,
      text: unauthenticated,
    });
    expect(bench.double.store.audit).toEqual([]);
  });

  test('the letter case of the scheme does not matter', async () => {
    const headers = { authorization: `bearer ${bench.double.serviceToken}` };
    expect((await bench.call('GET /users/jane.doe', { token: null, headers })).status).toBe(200);
  });

  test('each call that it opens adds a row to the audit', async () => {
    await bench.call('GET /users/jane.doe');
    await bench.call('GET /users/nobody.here');
    expect(bench.double.store.audit).toEqual([
      { operation: 'LOGIN', username: 'rekey.service', tokenLabel: 'rekey' },
      { operation: 'LOGIN', username: 'rekey.service', tokenLabel: 'rekey' },
    ]);
  });

  test.each([
    ['GET /users/jane.doe', undefined],
    ['GET /users', undefined],
    ['POST /users/jane.doe/reset_password', { username: 'jane.doe', new: long }],
    ['PATCH /users', { id: 5, enabled: true }],
    ['POST /security/tokens', { label: 'x' }],
  ])('without the right for %s: 403', async (line, body) => {
    Object.assign(bench.user('rekey.service'), { permissions: [] });
    expect(await bench.call(line, { body })).toMatchObject({ status: 403, ...envelope(2001) });
  });
});

describe('access tokens', () => {
  test('are shown once, listed, disabled and deleted', async () => {
    const body = { label: 'second', expiresAt: new Date(bench.now + 1000).toISOString() };
    const created = await bench.call('POST /security/tokens', { body });
    expect(created).toMatchObject({ status: 201, ...envelope(0, { token: { label: 'second', enabled: true } }) });
    const { token, id } = Object(created.body.token);
    expect((await bench.call('GET /users/me', { token })).status).toBe(200);
    expect((await bench.call('GET /security/tokens')).text).not.toContain(token);
    expect((await bench.call('GET /security/tokens')).body.tokens).toHaveLength(2);

    await bench.call(`POST /security/tokens/${id}`, { body: { enabled: false } });
    expect((await bench.call('GET /users/me', { token })).status).toBe(401);
    await bench.call(`POST /security/tokens/${id}`, { body: { enabled: true } });
    expect((await bench.call('GET /users/me', { token })).status).toBe(200);
    bench.now += 1000;
    expect((await bench.call('GET /users/me', { token })).status).toBe(401);
    await bench.call(`DELETE /security/tokens/${id}`);
    expect((await bench.call('GET /security/tokens')).body.tokens).toHaveLength(1);
    expect(await bench.call(`POST /security/tokens/${id}`, { body: {} })).toMatchObject({ status: 200, body: { token: null } });
  });

  test('the answer about one has its keys in order, and not the token', async () => {
    const { body } = await bench.call('POST /security/tokens/1', { body: { enabled: true } });
    expect(Object.entries(Object(body.token))).toEqual([
      ['token', null],
      ['expiresAt', null],
      ['id', 1],
      ['label', 'rekey'],
      ['enabled', true],
      ['createdOn', expect.any(String)],
    ]);
  });

  test('an end that is past is named', async () => {
    const body = { label: 'x', expiresAt: '2020-01-01T00:00:00Z' };
    const validationErrors = [{ field: 'expiresAt', message: 'must be a future date' }];
    expect(await bench.call('POST /security/tokens', { body })).toMatchObject(envelope(1001, { validationErrors }));
  });

  test.each([
    ['no label', {}],
    ['an end that is past', { label: 'x', expiresAt: '2020-01-01T00:00:00Z' }],
    ['an end that is not a time', { label: 'x', expiresAt: 'never' }],
  ])('%s: 400', async (_, body) => {
    expect(await bench.call('POST /security/tokens', { body })).toMatchObject({ status: 400, ...envelope(1001) });
  });
});

describe('a login in the browser', () => {
  const cookiesIn = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

  /** As the login page does: the form with the CSRF token, then a JWT for the refresh token. */
  async function logIn(username: string, password: string) {
    const [csrf = ''] = cookiesIn(await fetch(`${bench.double.url}/login`));
    const body = new URLSearchParams({ username, password, _csrf: `${csrf.split('=')[1]}` });
    const response = await fetch(`${bench.double.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: csrf },
      body,
    });
    return { location: response.headers.get('location'), cookie: cookiesIn(response).join('; ') };
  }
  async function refresh(cookie: string) {
    const response = await fetch(`${bench.double.url}/refresh.json`, { headers: { cookie } });
    return { status: response.status, token: `${Object(await response.json()).token}` };
  }

  test('gives a JWT for five minutes, which opens the API without a row in the audit', async () => {
    const { location, cookie } = await logIn('admin', 'admin');
    expect(location).toBe('/studio/');
    const { token } = await refresh(cookie);
    expect((await bench.call('GET /users/jane.doe', { token })).status).toBe(200);
    expect(bench.double.store.audit).toEqual([]);
    bench.now += 5 * 60 * 1000;
    expect((await bench.call('GET /users/jane.doe', { token })).status).toBe(401);
  });

  test.each([
    ['a wrong password', 'jane.doe', 'nope'],
    ['a disabled user', 'off.user', oldPasswordOf('off.user')],
    ['a deleted user', 'del.eted', oldPasswordOf('del.eted')],
    ['an external user', 'ldap.user', oldPasswordOf('ldap.user')],
    ['a user without a password', 'git_repo_user', ''],
  ])('%s: no cookie', async (_, username, password) => {
    expect(await logIn(username, password)).toEqual({ location: '/studio/login?error', cookie: '' });
  });

  test('needs the CSRF token', async () => {
    const body = new URLSearchParams({ username: 'admin', password: 'admin', _csrf: 'nope' });
    expect(
      (await fetch(`${bench.double.url}/login`, { method: 'POST', headers: { cookie: 'XSRF-TOKEN=other' }, body })).status,
    ).toBe(403);
    expect((await fetch(`${bench.double.url}/login`, { method: 'POST', body })).status).toBe(403);
  });

  test('ends the one before; a reset and a disable end none; a patch ends it when the JWT runs out', async () => {
    const first = (await logIn('jane.doe', oldPasswordOf('jane.doe'))).cookie;
    const { cookie } = await logIn('jane.doe', oldPasswordOf('jane.doe'));
    expect((await refresh(first)).status).toBe(401);

    await bench.reset('jane.doe');
    await bench.call('PATCH /users/disable', { body: { ids: [5] } });
    const { status, token } = await refresh(cookie);
    expect(status).toBe(200);

    await bench.call('PATCH /users', { body: { id: 5, enabled: true } });
    expect((await refresh(cookie)).status).toBe(401);
    expect((await bench.call('GET /users/me', { token })).status).toBe(200);
  });
});

describe('paths', () => {
  test.each(['GET /users/forgot_password?username=x', 'GET /users/validate_token.json?token=x', 'POST /users/set_password'])(
    '%s fails the test',
    async (line) => {
      const reached = await startStudioDouble();
      const [method = '', path] = line.split(' ');
      expect((await fetch(`${reached.url}/api/2${path}`, { method })).status).toBe(500);
      await expect(reached.stop()).rejects.toThrow('belong to Rekey');
    },
  );

  test('outside of the API: 404', async () => {
    expect((await fetch(`${bench.double.url}/api/1/x`)).status).toBe(404);
  });
});
