// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { envelope, jane, long, ok, StudioBench } from './crafter-studio-bench.ts';

const bench = new StudioBench();

describe('a read of one user', () => {
  test('gives seven keys in their order', async () => {
    const { status, text } = await bench.call('GET /users/jane.doe');
    expect([status, text]).toEqual([200, `{${ok},"user":${JSON.stringify(jane)}}`]);
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
    expect(await bench.call(`GET /users/${name}`)).toMatchObject({ status: 200, body: { user } });
  });

  test('a stored name with accents is found without them', async () => {
    bench.double.store.createUser({ username: 'José.Núñez', password: long });
    expect(await bench.call('GET /users/jose.nunez')).toMatchObject({ body: { user: { username: 'José.Núñez' } } });
  });

  test.each([
    ['nobody', 'no.body', 404, 6000],
    ['no such id', '99', 404, 6000],
    ['accents', encodeURIComponent('jané.doe'), 400, 1001],
    ['a blank at the end', 'jane.doe%20', 400, 1001],
    ['a digit first', '1jane', 400, 1001],
    ['a quote', 'jane%22doe', 400, 1001],
  ])('%s: %s %i', async (_, name, status, code) => {
    const answer = await bench.call(`GET /users/${name}`);
    expect(answer).toMatchObject({ status, ...envelope(code) });
    const errors = [{ field: 'id', message: 'Value is not a valid username' }];
    expect(answer.body.validationErrors).toEqual(status === 400 ? errors : undefined);
  });

  test('the caller itself', async () => {
    expect(await bench.call('GET /users/me')).toMatchObject({
      body: { authenticatedUser: { username: 'rekey.service', authenticationType: null } },
    });
  });
});

describe('the form of a request', () => {
  const page = expect.stringMatching(/^<!doctype html>/);
  test.each([
    ['a name that ends like a format', 'at.user@example.com', 406],
    ['a name that ends with .xml', 'name.xml', 500],
    ['an escaped slash', 'a%2Fb', 400],
    ['a semicolon', 'a;b', 500],
  ])('%s: %s %i with an error page', async (_, name, status) => {
    bench.double.store.createUser({ username: name, password: long });
    expect(await bench.call(`GET /users/${name}`)).toMatchObject({ status, text: page });
  });

  test('the suffix .json and a slash at the end are ignored', async () => {
    bench.double.store.createUser({ username: 'at.user@example.com', password: long });
    for (const name of ['at.user@example.com.json', 'jane.doe/']) {
      expect((await bench.call(`GET /users/${name}`)).status).toBe(200);
    }
  });

  test('another format is asked for: 406', async () => {
    const headers = { accept: 'text/html' };
    expect(await bench.call('GET /users/me', { headers })).toMatchObject({ status: 406, text: page });
  });

  test('a number that is too great: 500', async () => {
    expect(await bench.call('GET /users/2147483648')).toMatchObject({ status: 500, ...envelope(1000) });
  });

  test.each(['GET /nothing', 'PUT /users/jane.doe', 'GET /users/jane.doe/reset_password'])('%s: 404', async (line) => {
    expect(await bench.call(line)).toMatchObject({ status: 404, text: '{"message":"REST script not found"}' });
    expect((await bench.call(line, { token: null })).status).toBe(401);
  });
});

describe('the list of users', () => {
  const names = async (query: string) => {
    const { body } = await bench.call(`GET /users?${query}`);
    expect(Object.keys(body)).toEqual(['response', 'total', 'offset', 'limit', 'users']);
    return { total: body.total, offset: body.offset, limit: body.limit, ids: [body.users].flat().map((user) => Object(user).id) };
  };
  test.each([
    ['all but the deleted', 'limit=1000', { total: 7, limit: 7, ids: [1, 2, 5, 6, 7, 8, 10] }],
    ['a deleted name', 'keyword=del.eted', { total: 0, limit: 0, ids: [] }],
    ['a part of a name', 'keyword=JANE', { total: 1, limit: 1, ids: [5] }],
    ['an underscore is a wildcard', 'keyword=jane_doe', { total: 1, limit: 1, ids: [5] }],
    ['a blank', 'keyword=a%20b', { total: 0, limit: 0, ids: [] }],
    ['a page', 'offset=1&limit=2', { total: 7, offset: 1, limit: 2, ids: [2, 5] }],
  ])('%s', async (_, query, expected) => {
    expect(await names(query)).toMatchObject(expected);
  });

  test.each(['keyword=a%2Bb', 'keyword=a@b', 'keyword=a%25b', 'keyword=%27', 'offset=-1', 'limit=x'])(
    '%s: 400',
    async (query) => {
      expect(await bench.call(`GET /users?${query}`)).toMatchObject({ status: 400, ...envelope(1001) });
    },
  );

  test('a bad keyword is named', async () => {
    const validationErrors = [{ field: 'getAllUsers.keyword', message: 'Value is not a valid search keyword string' }];
    expect(await bench.call('GET /users?keyword=a@b')).toMatchObject(envelope(1001, { validationErrors }));
  });
});

describe('the rights of the caller', () => {
  test('are told one by one', async () => {
    const body = { permissions: ['update_users', 'delete_users'] };
    const answer = await bench.call('POST /users/me/global/has_permissions', { body });
    expect(answer).toMatchObject({ status: 200, body: { permissions: { update_users: true, delete_users: false } } });
  });

  test.each([
    [{ permissions: [] }, 200, 0],
    [{}, 500, 1000],
    ['', 400, 1001],
  ])('%j: %i %i', async (body, status, code) => {
    const answer = await bench.call('POST /users/me/global/has_permissions', { body });
    expect(answer).toMatchObject({ status, ...envelope(code) });
  });
});
