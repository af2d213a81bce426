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
    expect(await bench.call('GET /users/me')).toMatchObject({ body: { authenticatedUser: { username: 'rekey.service' } } });
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
});

describe('the rights of the caller', () => {
  test('are told one by one', async () => {
    const body = { permissions: ['update_users', 'delete_users'] };
    const answer = await bench.call('POST /users/me/global/has_permissions', { body });
    expect(answer).toMatchObject({ status: 200, body: { permissions: { update_users: true, delete_users: false } } });
  });

  test('no question: 400', async () => {
    expect(await bench.call('POST /users/me/global/has_permissions', { body: {} })).toMatchObject(envelope(1001));
  });
});
