import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import { type StudioDouble, startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';

const long = 'a new pass phrase';

let double: StudioDouble;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 2);
  double = await startStudioDouble({ now: () => now });
});
afterEach(() => double.stop());

type Options = { token?: string | null; body?: unknown; headers?: { [name: string]: string } };

async function call(line: string, { token = double.serviceToken, body, headers }: Options = {}) {
  const [method, path] = line.split(' ');
  const response = await fetch(`${double.url}/api/2${path}`, {
    method: `${method}`,
    headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: Record<string, unknown> = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, text, body: parsed };
}

const envelope = (code: number, more: object = {}) => ({ body: { ...more, response: expect.objectContaining({ code }) } });
const jane = { id: 5, username: 'jane.doe', firstName: 'Jane', lastName: 'Doe', externallyManaged: false };
const janeView = { ...jane, email: 'jane.doe@example.com', enabled: true };
const reset = (username: string, options: Options = {}) =>
  call(`POST /users/${username}/reset_password`, { body: { username, new: long }, ...options });

describe('the credential', () => {
  const unauthenticated =
    '{"response":{"code":2000,"message":"Unauthenticated","remedialAction":"Please login first","documentationUrl":""}}';
  const user = (name: string) => double.store.findByUsername(name);
  const tokenRow = () => double.store.accessTokens.get(1);
  const bad: [string, () => string | null | undefined][] = [
    ['none', () => null],
    ['an unknown token', () => 'nope'],
    ['a disabled token', () => void Object.assign(tokenRow() ?? {}, { enabled: false })],
    ['a deleted token', () => void double.store.accessTokens.delete(1)],
    ['an expired token', () => void Object.assign(tokenRow() ?? {}, { expiresAt: now })],
    ['a token of a disabled user', () => void Object.assign(user('rekey.service') ?? {}, { enabled: false })],
    ['a token of a deleted user', () => void Object.assign(user('rekey.service') ?? {}, { isDeleted: true })],
  ];
  test.each(bad)('%s: 401', async (_, spoil) => {
    const token = spoil();
    expect(await call('GET /users/jane.doe', token === undefined ? {} : { token })).toMatchObject({
      status: 401,
      text: unauthenticated,
    });
    expect(double.store.audit).toEqual([]);
  });

  test('the letter case of the scheme does not matter', async () => {
    const headers = { authorization: `bearer ${double.serviceToken}` };
    expect((await call('GET /users/jane.doe', { token: null, headers })).status).toBe(200);
  });

  test('each call that it opens adds a row to the audit', async () => {
    await call('GET /users/jane.doe');
    await call('GET /users/nobody.here');
    expect(double.store.audit).toEqual([
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
    Object.assign(user('rekey.service') ?? {}, { permissions: [] });
    expect(await call(line, { body })).toMatchObject({ status: 403, ...envelope(2001) });
  });
});

describe('a read of one user', () => {
  test('gives seven keys in their order', async () => {
    const { status, text } = await call('GET /users/jane.doe');
    const ok = '"response":{"code":0,"message":"OK","remedialAction":"","documentationUrl":""}';
    expect([status, text]).toEqual([200, `{${ok},"user":${JSON.stringify(janeView)}}`]);
  });

  test.each([
    ['the name with a suffix', 'jane.doe.json', { username: 'jane.doe' }],
    ['another letter case', 'JANE.doe', { username: 'jane.doe' }],
    ['the id', '5', { username: 'jane.doe' }],
    ['a disabled user', 'off.user', { enabled: false }],
    ['an external user', 'ldap.user', { externallyManaged: true }],
    ['a deleted user, who looks alive', 'del.eted', { id: 9, enabled: true }],
    ['the built-in user', 'git_repo_user', { id: 2, email: 'evalgit@example.com' }],
  ])('%s', async (_, name, user) => {
    expect(await call(`GET /users/${name}`)).toMatchObject({ status: 200, body: { user } });
  });

  test('a stored name with accents is found without them', async () => {
    double.store.createUser({ username: 'José.Núñez', password: long });
    expect(await call('GET /users/jose.nunez')).toMatchObject({ body: { user: { username: 'José.Núñez' } } });
  });

  test.each([
    ['nobody', 'no.body', 404, 6000],
    ['no such id', '99', 404, 6000],
    ['accents', encodeURIComponent('jané.doe'), 400, 1001],
    ['a blank at the end', 'jane.doe%20', 400, 1001],
    ['a digit first', '1jane', 400, 1001],
    ['a quote', 'jane%22doe', 400, 1001],
  ])('%s: %s %i', async (_, name, status, code) => {
    const answer = await call(`GET /users/${name}`);
    expect(answer).toMatchObject({ status, ...envelope(code) });
    const errors = [{ field: 'id', message: 'Value is not a valid username' }];
    expect(answer.body.validationErrors).toEqual(status === 400 ? errors : undefined);
  });

  test('the caller itself', async () => {
    expect(await call('GET /users/me')).toMatchObject({ body: { authenticatedUser: { username: 'rekey.service' } } });
  });
});

describe('the list of users', () => {
  const names = async (query: string) => {
    const { body } = await call(`GET /users?${query}`);
    expect(Object.keys(body)).toEqual(['response', 'total', 'offset', 'limit', 'users']);
    return { total: body.total, offset: body.offset, limit: body.limit, ids: [body.users].flat().map((user) => Object(user).id) };
  };
  test.each([
    ['all but the deleted', 'limit=1000', { total: 7, limit: 7, ids: [1, 2, 5, 6, 7, 8, 10] }],
    ['a deleted name', 'keyword=del.eted', { total: 0, limit: 0, ids: [] }],
    ['a part of a name', 'keyword=JANE', { total: 1, limit: 1, ids: [5] }],
    ['an underscore is a wildcard', 'keyword=jane_doe@', { total: 1, limit: 1, ids: [5] }],
    ['a percent sign is a wildcard', 'keyword=j%25doe', { total: 1, limit: 1, ids: [5] }],
    ['a page', 'offset=1&limit=2', { total: 7, offset: 1, limit: 2, ids: [2, 5] }],
  ])('%s', async (_, query, expected) => {
    expect(await names(query)).toMatchObject(expected);
  });

  test.each(['keyword=a%2Bb', 'offset=-1', 'limit=x'])('%s: 400', async (query) => {
    expect(await call(`GET /users?${query}`)).toMatchObject({ status: 400, ...envelope(1001) });
  });
});

describe('an administrator’s reset', () => {
  const blank = (field: string) => ({ field, message: 'must not be blank' });
  const bad = { field: 'username', message: 'Value is not a valid username' };

  test('sets the password, and the old one no longer logs in', async () => {
    const ok = '{"response":{"code":0,"message":"OK","remedialAction":"","documentationUrl":""}}';
    expect(await reset('jane.doe')).toMatchObject({ status: 200, text: ok });
    expect(double.store.canLogIn('jane.doe', long)).toBe(true);
    expect(double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(false);
    expect(double.store.writes).toBe(1);
  });

  test.each([
    ['no JSON', 'nope', 400, 1001, undefined],
    ['no body', '', 400, 1001, undefined],
    ['no object', '"x"', 400, 1001, undefined],
    ['no username', { new: long }, 400, 1001, [blank('username')]],
    ['a blank password', { username: 'jane.doe', new: ' ' }, 400, 1001, [blank('newPassword')]],
    ['neither', {}, 400, 1001, [blank('newPassword'), blank('username')]],
    ['a bad username', { username: 'jane doe', new: long }, 400, 1001, [bad]],
    ['a number for a password', { username: 'jane.doe', new: 1 }, 500, 1000, undefined],
    ['nobody', { username: 'no.body', new: long }, 404, 6000, undefined],
    ['nobody, and a weak password', { username: 'no.body', new: 'weak' }, 404, 6000, undefined],
    ['a weak password', { username: 'jane.doe', new: 'elevenchars' }, 400, 6003, undefined],
    ['an external user, and a weak password', { username: 'ldap.user', new: 'weak' }, 400, 6003, undefined],
    ['an external user', { username: 'ldap.user', new: long }, 500, 1000, undefined],
  ])('%s: %j %i %i', async (_, body, status, code, validationErrors) => {
    const answer = await call('POST /users/jane.doe/reset_password', { body });
    expect(answer).toMatchObject({ status, ...envelope(code) });
    expect(answer.body.validationErrors).toEqual(validationErrors);
    expect(double.store.writes).toBe(0);
  });

  test('an external user gets the words of a database failure', async () => {
    expect((await reset('ldap.user')).text).toContain('"message":"Internal system failure: Unknown database error"');
  });

  test('an array: 400 with an error page', async () => {
    expect(await call('POST /users/jane.doe/reset_password', { body: [] })).toMatchObject({
      status: 400,
      text: expect.stringMatching('<'),
    });
  });

  test('the name in the body decides, whatever its case; the one in the path is only checked', async () => {
    expect((await call('POST /users/no.body/reset_password', { body: { username: 'JANE.doe', new: long } })).status).toBe(200);
    expect(double.store.canLogIn('jane.doe', long)).toBe(true);
    expect(await call('POST /users/5/reset_password', { body: { username: 'jane.doe', new: long } })).toMatchObject(
      envelope(1001),
    );
  });

  test.each(['off.user', 'del.eted'])('%s gets a new password too, and still cannot log in', async (name) => {
    const before = double.store.findByUsername(name)?.password;
    expect((await reset(name)).status).toBe(200);
    expect(double.store.findByUsername(name)?.password).not.toBe(before);
    expect(double.store.canLogIn(name, long)).toBe(false);
  });

  test('a bad body comes before a missing right', async () => {
    Object.assign(double.store.findByUsername('rekey.service') ?? {}, { permissions: [] });
    expect(await reset('jane.doe', { body: {} })).toMatchObject(envelope(1001));
    expect(await reset('no.body')).toMatchObject(envelope(2001));
  });
});

describe('one’s own password', () => {
  const change = (body: object) =>
    call('POST /users/me/change_password', {
      body: { username: 'rekey.service', current: oldPasswordOf('rekey.service'), new: long, ...body },
    });
  test.each([
    ['all right', {}, 200, 0],
    ['another user', { username: 'jane.doe' }, 500, 1000],
    ['a wrong current password', { current: 'nope' }, 401, 6004],
    ['a weak new one', { new: 'weak' }, 400, 6003],
    ['a blank one', { new: '' }, 400, 1001],
  ])('%s: %j %i %i', async (_, body, status, code) => {
    expect(await change(body)).toMatchObject({ status, ...envelope(code) });
    expect(double.store.canLogIn('rekey.service', long)).toBe(status === 200);
  });

  test('the answer holds the user', async () => {
    expect(await change({})).toMatchObject({ body: { user: { username: 'rekey.service' } } });
  });
});

describe('the rights of the caller', () => {
  test('are told one by one', async () => {
    const body = { permissions: ['update_users', 'delete_users'] };
    const answer = await call('POST /users/me/global/has_permissions', { body });
    expect(answer).toMatchObject({ status: 200, body: { permissions: { update_users: true, delete_users: false } } });
  });

  test('no question: 400', async () => {
    expect(await call('POST /users/me/global/has_permissions', { body: {} })).toMatchObject(envelope(1001));
  });
});

describe('a patch of a user', () => {
  const patch = (body: object) => call('PATCH /users', { body });

  test('changes what it names, and answers with no more', async () => {
    expect(await patch({ id: 5, email: 'new@example.com', enabled: true })).toMatchObject({
      status: 200,
      body: { user: { id: 5, username: null, firstName: null, email: 'new@example.com', enabled: true } },
    });
    expect(double.store.users.get(5)).toMatchObject({ ...jane, email: 'new@example.com', enabled: true });
  });

  test('enables a disabled user by itself, and without the word disables one', async () => {
    await patch({ id: 7, enabled: true });
    await patch({ id: 5 });
    expect(double.store.users.get(7)?.enabled).toBe(true);
    expect(double.store.users.get(5)?.enabled).toBe(false);
  });

  test.each([
    ['a username', { id: 5, username: 'x.y.z' }, 400],
    ['no id', { enabled: true }, 400],
    ['nobody', { id: 99, enabled: true }, 404],
  ])('%s: %j %i', async (_, body, status) => {
    expect((await patch(body)).status).toBe(status);
    expect(double.store.writes).toBe(0);
  });
});

describe('administration', () => {
  test('enables, disables and deletes; a deleted name stays taken', async () => {
    const token = double.administratorToken;
    const body = { ids: [5], usernames: ['john.smith'] };
    expect((await call('PATCH /users/disable', { token, body })).body.users).toHaveLength(2);
    expect(double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(false);
    await call('PATCH /users/enable', { token, body });
    expect(double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(true);
    expect(await call('DELETE /users?username=jane.doe&id=6', { token })).toMatchObject({ status: 200, ...envelope(2) });
    expect(double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(false);
    expect(await call('GET /users/jane.doe')).toMatchObject({ status: 200, body: { user: janeView } });
    expect((await call('DELETE /users?username=jane.doe')).status).toBe(403);
  });

  test('nobody named: 404', async () => {
    const token = double.administratorToken;
    expect((await call('PATCH /users/disable', { token, body: { ids: [], usernames: [] } })).status).toBe(404);
    expect((await call('DELETE /users', { token })).status).toBe(404);
  });
});

describe('access tokens', () => {
  test('are shown once, listed, disabled and deleted', async () => {
    const body = { label: 'second', expiresAt: new Date(now + 1000).toISOString() };
    const created = await call('POST /security/tokens', { body });
    expect(created).toMatchObject({ status: 201, ...envelope(0, { token: { label: 'second', enabled: true } }) });
    const { token, id } = Object(created.body.token);
    expect((await call('GET /users/me', { token })).status).toBe(200);
    expect((await call('GET /security/tokens')).text).not.toContain(token);
    expect((await call('GET /security/tokens')).body.tokens).toHaveLength(2);

    await call(`POST /security/tokens/${id}`, { body: { enabled: false } });
    expect((await call('GET /users/me', { token })).status).toBe(401);
    await call(`POST /security/tokens/${id}`, { body: { enabled: true } });
    expect((await call('GET /users/me', { token })).status).toBe(200);
    now += 1000;
    expect((await call('GET /users/me', { token })).status).toBe(401);
    await call(`DELETE /security/tokens/${id}`);
    expect((await call('GET /security/tokens')).body.tokens).toHaveLength(1);
    expect((await call(`POST /security/tokens/${id}`, { body: {} })).status).toBe(500);
  });

  test.each([
    ['no label', {}],
    ['an end that is past', { label: 'x', expiresAt: '2020-01-01T00:00:00Z' }],
    ['an end that is no time', { label: 'x', expiresAt: 'never' }],
  ])('%s: 400', async (_, body) => {
    expect(await call('POST /security/tokens', { body })).toMatchObject({ status: 400, ...envelope(1001) });
  });
});

describe('a login in the browser', () => {
  const cookiesIn = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

  /** As the login page does: the form with the CSRF token, then a JWT for the refresh token. */
  async function logIn(username: string, password: string) {
    const [csrf = ''] = cookiesIn(await fetch(`${double.url}/login`));
    const body = new URLSearchParams({ username, password, _csrf: `${csrf.split('=')[1]}` });
    const response = await fetch(`${double.url}/login`, { method: 'POST', redirect: 'manual', headers: { cookie: csrf }, body });
    return { location: response.headers.get('location'), cookie: cookiesIn(response).join('; ') };
  }
  async function refresh(cookie: string) {
    const response = await fetch(`${double.url}/refresh.json`, { headers: { cookie } });
    return { status: response.status, token: `${Object(await response.json()).token}` };
  }

  test('gives a JWT for five minutes, which opens the API without a row in the audit', async () => {
    const { location, cookie } = await logIn('admin', 'admin');
    expect(location).toBe('/studio/');
    const { token } = await refresh(cookie);
    expect((await call('GET /users/jane.doe', { token })).status).toBe(200);
    expect(double.store.audit).toEqual([]);
    now += 5 * 60 * 1000;
    expect((await call('GET /users/jane.doe', { token })).status).toBe(401);
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
    expect((await fetch(`${double.url}/login`, { method: 'POST', headers: { cookie: 'XSRF-TOKEN=other' }, body })).status).toBe(
      403,
    );
    expect((await fetch(`${double.url}/login`, { method: 'POST', body })).status).toBe(403);
  });

  test('ends the one before; a reset and a disable end none; a patch ends it when the JWT runs out', async () => {
    const first = (await logIn('jane.doe', oldPasswordOf('jane.doe'))).cookie;
    const { cookie } = await logIn('jane.doe', oldPasswordOf('jane.doe'));
    expect((await refresh(first)).status).toBe(401);

    await reset('jane.doe');
    await call('PATCH /users/disable', { body: { ids: [5] } });
    const { status, token } = await refresh(cookie);
    expect(status).toBe(200);

    await call('PATCH /users', { body: { id: 5, enabled: true } });
    expect((await refresh(cookie)).status).toBe(401);
    expect((await call('GET /users/me', { token })).status).toBe(200);
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

  test.each([
    ['GET /nothing', 404],
    ['PUT /users/jane.doe', 405],
  ])('%s: %i', async (line, status) => {
    expect((await call(line)).status).toBe(status);
  });

  test('outside of the API: 404', async () => {
    expect((await fetch(`${double.url}/api/1/x`)).status).toBe(404);
  });
});
