// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import { envelope, jane, long, ok, StudioBench } from './crafter-studio-bench.ts';

const bench = new StudioBench();

describe('an administrator’s reset', () => {
  const blank = (field: string) => ({ field, message: 'must not be blank' });
  const bad = { field: 'username', message: 'Value is not a valid username' };

  test('sets the password, and the old one no longer logs in', async () => {
    expect(await bench.reset('jane.doe')).toMatchObject({ status: 200, text: `{${ok}}` });
    expect(bench.double.store.canLogIn('jane.doe', long)).toBe(true);
    expect(bench.double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(false);
    expect(bench.double.store.writes).toBe(1);
  });

  test.each([
    ['no JSON', 'nope', 400, 1001, undefined],
    ['no body', '', 400, 1001, undefined],
    ['null', 'null', 400, 1001, undefined],
    ['no username', { new: long }, 400, 1001, [blank('username')]],
    ['a blank password', { username: 'jane.doe', new: ' ' }, 400, 1001, [blank('newPassword')]],
    ['neither', {}, 400, 1001, [blank('newPassword'), blank('username')]],
    ['a bad username', { username: 'jane doe', new: long }, 400, 1001, [bad]],
    ['a number for a password', { username: 'jane.doe', new: 1 }, 400, 6003, undefined],
    ['a number for a username', { username: 1, new: long }, 400, 1001, [bad]],
    ['another property', { username: 'jane.doe', new: long, more: 1 }, 400, 1001, undefined],
    ['nobody', { username: 'no.body', new: long }, 404, 6000, undefined],
    ['nobody, and a weak password', { username: 'no.body', new: 'weak' }, 404, 6000, undefined],
    ['a weak password', { username: 'jane.doe', new: 'elevenchars' }, 400, 6003, undefined],
    ['an external user, and a weak password', { username: 'ldap.user', new: 'weak' }, 400, 6003, undefined],
    ['an external user', { username: 'ldap.user', new: long }, 500, 1000, undefined],
  ])('%s: %j %i %i', async (_, body, status, code, validationErrors) => {
    const answer = await bench.call('POST /users/jane.doe/reset_password', { body });
    expect(answer).toMatchObject({ status, ...envelope(code) });
    expect(answer.body.validationErrors).toEqual(validationErrors);
    expect(bench.double.store.writes).toBe(0);
  });

  test('an external user gets the words of a database failure', async () => {
    expect((await bench.reset('ldap.user')).text).toContain('"message":"Internal system failure: Unknown database error"');
  });

  test.each(['[]', '"x"', '1'])('%s: 400 with an error page', async (body) => {
    expect(await bench.call('POST /users/jane.doe/reset_password', { body })).toMatchObject({
      status: 400,
      text: expect.stringMatching('<'),
    });
  });

  test('another property is named', async () => {
    const { text } = await bench.reset('jane.doe', { body: { username: 'jane.doe', new: long, more: 1 } });
    expect(text).toContain(`"message":"Unrecognized 'more' property found in request"`);
  });

  test('the name in the body decides, whatever its case; the one in the path is only checked', async () => {
    expect((await bench.call('POST /users/no.body/reset_password', { body: { username: 'JANE.doe', new: long } })).status).toBe(
      200,
    );
    expect(bench.double.store.canLogIn('jane.doe', long)).toBe(true);
    expect(await bench.call('POST /users/5/reset_password', { body: { username: 'jane.doe', new: long } })).toMatchObject(
      envelope(1001, { validationErrors: [{ ...bad, field: 'resetPassword.userId' }] }),
    );
  });

  test.each(['off.user', 'del.eted'])('%s gets a new password too, and still cannot log in', async (name) => {
    const before = bench.user(name).password;
    expect((await bench.reset(name)).status).toBe(200);
    expect(bench.user(name).password).not.toBe(before);
    expect(bench.double.store.canLogIn(name, long)).toBe(false);
  });

  test('a bad body comes before a missing right', async () => {
    Object.assign(bench.user('rekey.service'), { permissions: [] });
    expect(await bench.reset('jane.doe', { body: {} })).toMatchObject(envelope(1001));
    expect(await bench.reset('no.body')).toMatchObject(envelope(2001));
  });
});

describe('one’s own password', () => {
  const change = (body: object) =>
    bench.call('POST /users/me/change_password', {
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
    expect(bench.double.store.canLogIn('rekey.service', long)).toBe(status === 200);
  });

  test('the answer holds the user', async () => {
    expect(await change({})).toMatchObject({ body: { user: { username: 'rekey.service' } } });
  });
});

describe('a patch of a user', () => {
  const patch = (body: object) => bench.call('PATCH /users', { body });

  test('changes what it names, and answers with no more', async () => {
    expect(await patch({ id: 5, email: 'new@example.com', enabled: true })).toMatchObject({
      status: 200,
      body: { user: { id: 5, username: null, firstName: null, email: 'new@example.com', enabled: true } },
    });
    expect(bench.double.store.users.get(5)).toMatchObject({ ...jane, email: 'new@example.com' });
  });

  test('enables a disabled user by itself, and without the word disables one', async () => {
    await patch({ id: 7, enabled: true });
    await patch({ id: 5 });
    expect(bench.double.store.users.get(7)?.enabled).toBe(true);
    expect(bench.double.store.users.get(5)?.enabled).toBe(false);
  });

  test.each([
    ['a username', { id: 5, username: 'x.y.z' }, 400],
    ['no id', { enabled: true }, 400],
    ['a bad address', { id: 5, email: 'nope', enabled: true }, 400],
    ['nobody', { id: 99, enabled: true }, 404],
  ])('%s: %j %i', async (_, body, status) => {
    expect((await patch(body)).status).toBe(status);
    expect(bench.double.store.writes).toBe(0);
  });
});

describe('a new user', () => {
  const person = {
    username: 'ada.love',
    password: long,
    firstName: 'Ada',
    lastName: 'Love',
    email: 'ada@example.com',
    enabled: true,
  };
  const create = (change: object) =>
    bench.call('POST /users', { token: bench.double.administratorToken, body: { ...person, ...change } });

  test('can log in', async () => {
    const { password: _, ...user } = person;
    expect(await create({})).toMatchObject({ status: 201, ...envelope(1, { user: { ...user, externallyManaged: false } }) });
    expect(await bench.double.canLogIn('ada.love', long)).toBe(true);
  });

  test.each([
    ['a taken name', { username: 'Jane.Doe' }, 409, 6001],
    ['the name of a deleted user', { username: 'del.eted' }, 409, 6001],
    ['a short name', { username: 'abcd' }, 400, 1001],
    ['a weak password', { password: 'weak' }, 400, 6003],
    ['another property', { more: 1 }, 400, 1001],
  ])('%s: %j %i %i', async (_, change, status, code) => {
    expect(await create(change)).toMatchObject({ status, ...envelope(code) });
  });

  test.each([
    [{ username: 'abcd' }, [{ field: 'username', message: 'size must be between 5 and 255' }]],
    [{ email: 'nope' }, [{ field: 'email', message: 'Value is not a valid email address' }]],
    [{ username: 'a b c' }, [{ field: 'username', message: 'Value is not a valid username' }]],
  ])('%j is refused with %j', async (change, validationErrors) => {
    expect(await create(change)).toMatchObject({ status: 400, ...envelope(1001, { validationErrors }) });
  });

  test('needs neither an address nor names', async () => {
    expect(await create({ email: '', firstName: '', lastName: '' })).toMatchObject({
      status: 201,
      body: { user: { email: '' } },
    });
  });
});

describe('administration', () => {
  test('enables, disables and deletes; a deleted name stays taken', async () => {
    const token = bench.double.administratorToken;
    const body = { ids: [5], usernames: ['john.smith'] };
    expect((await bench.call('PATCH /users/disable', { token, body })).body.users).toHaveLength(2);
    expect(bench.double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(false);
    await bench.call('PATCH /users/enable', { token, body });
    expect(bench.double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(true);
    expect(await bench.call('DELETE /users?username=jane.doe&id=6', { token })).toMatchObject({ status: 200, ...envelope(2) });
    expect(bench.double.store.canLogIn('jane.doe', oldPasswordOf('jane.doe'))).toBe(false);
    expect(await bench.call('GET /users/jane.doe')).toMatchObject({ status: 200, body: { user: jane } });
    expect((await bench.call('DELETE /users?username=jane.doe')).status).toBe(403);
  });

  test('an external user cannot be deleted', async () => {
    const token = bench.double.administratorToken;
    expect(await bench.call('DELETE /users?username=ldap.user', { token })).toMatchObject({ status: 403, ...envelope(6002) });
    expect(bench.user('ldap.user').isDeleted).toBe(false);
  });

  test('nobody named: 400, nobody found: 404', async () => {
    const token = bench.double.administratorToken;
    const disable = (ids: number[]) => bench.call('PATCH /users/disable', { token, body: { ids, usernames: [] } });
    expect((await disable([])).text).toContain("Invalid parameter(s) : Both 'userIds' and 'usernames' are empty");
    expect((await disable([99])).status).toBe(404);
    expect((await bench.call('DELETE /users', { token })).text).toContain(
      'Invalid parameter(s) : All parameters are empty or null',
    );
    expect((await bench.call('DELETE /users?id=99', { token })).status).toBe(404);
  });
});
