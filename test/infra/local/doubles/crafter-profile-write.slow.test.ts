// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';
import { denied, disabled, john, type Params, ProfileBench, refused, ssoOnly } from './crafter-profile-bench.ts';

const { service, reader, blind, otherTenant } = profileTokens;
const bench = new ProfileBench();

describe('update, parameter by parameter', () => {
  test('a password gets a new salt and moves lastModified, and nothing else changes', async () => {
    const before = structuredClone(bench.row());
    const { status, body } = await bench.update({ password: 'new' });

    expect(status).toBe(200);
    expect(bench.row().password).toMatch(/^[A-Za-z0-9+/]{43}=\|[A-Za-z0-9+/]{22}==$/);
    expect(bench.row().password).not.toBe(before.password);
    expect(body.lastModified).toBe(bench.row().lastModified);
    expect({ ...bench.row(), password: '', lastModified: 0 }).toEqual({ ...before, password: '', lastModified: 0 });
    expect(bench.double.store.hasPassword(`${john}`, 'new')).toBe(true);
    expect(bench.double.store.hasPassword(`${john}`, 'john-old-pw-1')).toBe(false);
    expect(bench.double.store.writes).toBe(1);
  });

  test('the same password gets another salt', async () => {
    await bench.update({ password: 'same' });
    const first = bench.row().password;
    await bench.update({ password: 'same' });
    expect(bench.row().password).not.toBe(first);
  });

  test.each([
    ['a password of one blank', ' '],
    ['a password of 200 umlauts', 'ä'.repeat(200)],
  ])('%s is accepted', async (_, password) => {
    expect((await bench.update({ password })).status).toBe(200);
    expect(bench.double.store.hasPassword(`${john}`, password)).toBe(true);
  });

  test('a password given twice is joined with a comma', async () => {
    await bench.update([
      ['password', 'a'],
      ['password', 'b'],
    ]);
    expect(bench.double.store.hasPassword(`${john}`, 'a,b')).toBe(true);
  });

  test.each(['password', 'username', 'email', 'enabled', 'attributes'])(
    'an empty %s changes nothing but lastModified',
    async (name) => {
      const before = structuredClone(bench.row());
      expect((await bench.update({ [name]: '' })).status).toBe(200);
      expect(bench.row()).toEqual({ ...before, lastModified: expect.any(Number) });
      expect(bench.row().lastModified).toBeGreaterThan(before.lastModified);
    },
  );

  test('an empty role wipes all roles; no role leaves them', async () => {
    await bench.update({ password: 'x' });
    expect(bench.row().roles).toEqual(['APP_TEST', 'APP_REPORT']);
    await bench.update({ role: '' });
    expect(bench.row().roles).toEqual([]);
    await bench.update({ role: 'A,B' });
    expect(bench.row().roles).toEqual(['A', 'B']);
  });

  test.each([
    ['a bad address', { email: 'nope' }, 'INVALID_EMAIL_ADDRESS', /^The specified email address "nope"/],
    ['a word that is not boolean', { enabled: 'maybe' }, 'OTHER', /^Method parameter 'enabled': .*maybe/],
    ['attributes that are not JSON', { attributes: '{' }, 'PARAM_DESERIALIZATION_ERROR', /deserialize/],
    ['attributes that are a list', { attributes: '[]' }, 'PARAM_DESERIALIZATION_ERROR', /deserialize/],
    ['an attribute without a definition', { attributes: '{"nope":1}', password: 'x' }, 'ATTRIBUTE_NOT_DEFINED', /"nope"/],
  ])('%s: 400, and nothing is written', async (_, params, errorCode, message) => {
    const before = structuredClone(bench.row());
    const answer = await bench.update(params);
    expect(answer).toMatchObject({ status: 400, body: { errorCode, message: expect.stringMatching(message) } });
    expect(bench.row()).toEqual(before);
  });

  test('an attribute that the application may not write: 403, and nothing is written', async () => {
    const before = structuredClone(bench.row());
    const message = 'Current subject does not have permission to execute action "WRITE_ATTRIBUTE" on attribute "secret"';
    const answer = await bench.update({ attributes: '{"secret":"x"}', password: 'x' });
    expect(answer).toMatchObject(refused(403, 'ACTION_DENIED', message));
    expect(bench.row()).toEqual(before);
  });

  test('a name that is taken: 500, and nothing is written', async () => {
    const before = structuredClone(bench.row());
    const message = `Error occurred while trying to update profile "${john}"`;
    expect(await bench.update({ username: 'jane.doe', password: 'x' })).toMatchObject(refused(500, 'OTHER', message));
    expect(bench.row()).toEqual(before);
  });

  test.each([
    ['username', { username: 'john.d' }],
    ['email', { email: 'new@example.com' }],
  ])('a new %s is set', async (_, params) => {
    expect((await bench.update(params)).body).toMatchObject(params);
    expect(bench.row()).toMatchObject(params);
  });

  test('enabled and attributes are set', async () => {
    await bench.update({ enabled: 'off', attributes: '{"lastName":"Roe"}' });
    expect(bench.row()).toMatchObject({ enabled: false, attributes: { firstName: 'John', lastName: 'Roe' } });
  });

  test('attributeToReturn filters the answer by exact key', async () => {
    expect((await bench.update({ attributeToReturn: 'address.city' })).body.attributes).toEqual({});
    expect((await bench.update({ attributeToReturn: 'address' })).body.attributes).toEqual({
      address: { city: 'Rome', zip: '00100' },
    });
    expect(bench.row().attributes).toMatchObject({ secret: 's3', firstName: 'John' });
  });

  test('a JSON body is not read', async () => {
    const before = bench.row().password;
    const init = { method: 'POST', body: '{"password":"x"}', headers: { 'content-type': 'application/json' } };
    expect((await bench.send(`/profile/${john}/update?accessTokenId=${service}`, init)).status).toBe(200);
    expect(bench.row().password).toBe(before);
  });

  test('works for a disabled profile and for one without a password', async () => {
    for (const id of [disabled, ssoOnly]) {
      expect((await bench.update({ password: 'x' }, id)).status).toBe(200);
      expect(bench.double.store.hasPassword(`${id}`, 'x')).toBe(true);
    }
    expect(bench.row(disabled).enabled).toBe(false);
  });

  test.each([
    ['a profile that is gone', 'f'.repeat(24), service, 404],
    ['a token without READ_TENANT', `${john}`, blind, 403],
    ['a token without MANAGE_PROFILES', `${john}`, reader, 403],
  ])('%s: %s %s %i', async (_, id, token, status) => {
    expect((await bench.post(`/profile/${id}/update`, { password: 'x' }, token)).status).toBe(status);
    expect(bench.double.store.writes).toBe(0);
  });

  test('there is no conditional write', async () => {
    const body = new URLSearchParams({ accessTokenId: service, password: 'x' });
    const headers = { 'if-match': '"nope"', 'if-unmodified-since': new Date(0).toUTCString() };
    expect((await bench.send(`/profile/${john}/update`, { method: 'POST', body, headers })).status).toBe(200);
  });
});

describe('what moves lastModified', () => {
  type Act = [string, () => Promise<unknown>];
  const moving: Act[] = [
    ['an update with nothing', () => bench.update({})],
    ['an update with the same address', () => bench.update({ email: 'john.doe@example.com' })],
    ['a good login', () => bench.authenticate('john.doe', 'john-old-pw-1')],
    ['a bad login', () => bench.authenticate('john.doe', 'nope')],
  ];
  test.each(moving)('%s does', async (_, act) => {
    const before = bench.row().lastModified;
    await act();
    expect(bench.row().lastModified).toBeGreaterThan(before);
  });

  const resting: Act[] = [
    ['a login of an unknown name', () => bench.authenticate('nobody', 'nope')],
    ['a read', () => bench.get(`/profile/${john}`)],
    ['a read by name', () => bench.get('/profile/by_username', { tenantName: 'sample-tenant', username: 'john.doe' })],
    ['a count', () => bench.queried('count', { _id: { $oid: john } })],
    ['a verification token', () => bench.post(`/profile/${john}/verification_token/create`)],
  ];
  test.each(resting)('%s does not', async (_, act) => {
    const before = bench.row().lastModified;
    await act();
    expect(bench.row().lastModified).toBe(before);
  });

  test('a login of a disabled profile does not', async () => {
    const before = bench.row(disabled).lastModified;
    await bench.authenticate('dis.abled', 'dis-old-pw-1');
    expect(bench.row(disabled).lastModified).toBe(before);
  });
});

describe('a login', () => {
  test.each([
    ['the right password', 'john.doe', 'john-old-pw-1', 200, undefined],
    ['a wrong one', 'john.doe', 'nope', 401, 'BAD_CREDENTIALS'],
    ['another letter case', 'John.Doe', 'john-old-pw-1', 401, 'BAD_CREDENTIALS'],
    ['no password at all', 'sso.only', '', 500, undefined],
    ['a disabled profile', 'dis.abled', 'dis-old-pw-1', 403, 'DISABLED_PROFILE'],
  ])('%s', async (_, username, password, status, errorCode) => {
    const answer = await bench.authenticate(username, password);
    expect([answer.status, answer.body.errorCode]).toEqual([status, errorCode]);
  });

  test('needs MANAGE_TICKETS', async () => {
    expect(await bench.authenticate('john.doe', 'john-old-pw-1', service)).toMatchObject(
      denied('MANAGE_TICKETS', 'sample-tenant'),
    );
  });

  test('the tenth failure locks for ten minutes, also for a new password', async () => {
    for (let failure = 0; failure < 10; failure++) {
      expect((await bench.authenticate('john.doe', 'nope')).status).toBe(401);
    }
    await bench.update({ password: 'new' });
    const locked = refused(500, 'OTHER', 'Current account is locked for {0} due to many failed attempts.');
    expect(await bench.authenticate('john.doe', 'new')).toMatchObject(locked);
    bench.now += 10 * 60 * 1000;
    expect((await bench.authenticate('john.doe', 'new')).status).toBe(200);
    expect(bench.row().failedLoginAttempts).toBe(0);
  });
});

describe("the server's own tokens", () => {
  const create = async () => `${(await bench.post(`/profile/${john}/verification_token/create`)).body.id}`;
  const change = (params: Params) => bench.post('/profile/change_password', params);
  const unknown = (id: string) => refused(404, 'NO_SUCH_VERIFICATION_TOKEN', `No verification token found for ID "${id}"`);

  test('an empty password spends one, and is not set', async () => {
    const id = await create();
    const before = bench.row().password;
    expect((await change({ resetTokenId: id, newPassword: '' })).status).toBe(200);
    expect(bench.row().password).toBe(before);
    expect((await bench.get(`/profile/verification_token/${id}`)).status).toBe(404);
  });

  test('one is live until it sets a password', async () => {
    const id = await create();
    expect((await bench.get(`/profile/verification_token/${id}`)).body).toMatchObject({
      id,
      profileId: john,
      tenant: 'sample-tenant',
    });

    expect((await change({ resetTokenId: id, newPassword: 'new' })).body.id).toBe(john);
    expect(bench.double.store.hasPassword(`${john}`, 'new')).toBe(true);
    expect(await change({ resetTokenId: id, newPassword: 'newer' })).toMatchObject(unknown(id));
  });

  test('one survives a failure', async () => {
    const id = await create();
    bench.row().attributes = { lost: 1 };
    expect((await change({ resetTokenId: id, newPassword: 'new' })).status).toBe(400);
    expect((await bench.get(`/profile/verification_token/${id}`)).status).toBe(200);
  });

  test('a token with a dot is cut at the dot', async () => {
    expect(await bench.get('/profile/verification_token/a.b')).toMatchObject(unknown('a'));
  });

  test('an application of another tenant: 403', async () => {
    expect(await bench.get(`/profile/verification_token/${await create()}`, {}, otherTenant)).toMatchObject(
      denied('MANAGE_PROFILES', 'sample-tenant'),
    );
  });

  test('a reset that reaches the server fails the test', async () => {
    const reached = await startProfileDouble();
    const body = new URLSearchParams({ accessTokenId: service, resetPasswordUrl: 'http://example.com' });
    const response = await fetch(`${reached.url}/api/1/profile/${john}/reset_password`, { method: 'POST', body });

    expect(response.status).toBe(200);
    expect(reached.store.verificationTokens.size).toBe(1);
    await expect(reached.stop()).rejects.toThrow('reset_password');
  });
});
