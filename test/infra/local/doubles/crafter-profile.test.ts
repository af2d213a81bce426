import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { profileTokens, seededProfiles } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { type ProfileDouble, startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';

const { application, service, reader, blind, expired, otherTenant, master } = profileTokens;
const [john, jane, disabled, ssoOnly] = seededProfiles.map(({ id }) => id);
const json = { accept: 'application/json' };

let double: ProfileDouble;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 2);
  double = await startProfileDouble({ now: () => now++ });
});
afterEach(() => double.stop());

type Params = { [name: string]: string } | [string, string][];

async function send(path: string, init: RequestInit): Promise<{ status: number; body: Record<string, unknown>; text: string }> {
  const response = await fetch(`${double.url}/api/1${path}`, { ...init, headers: { ...json, ...init.headers } });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('<') || text === '' ? {} : JSON.parse(text) };
}
const get = (path: string, params: Params = {}, token: string = service) => {
  const query = new URLSearchParams(params);
  return send(`${path}?${new URLSearchParams({ accessTokenId: token })}&${query}`, {});
};
const post = (path: string, params: Params = {}, token: string = service) =>
  send(path, { method: 'POST', body: new URLSearchParams([['accessTokenId', token], ...new URLSearchParams(params)]) });

const row = (id = john) => {
  const found = double.store.profiles.get(`${id}`);
  if (!found) {
    throw new Error('no such profile');
  }
  return found;
};
const update = (params: Params, id = john) => post(`/profile/${id}/update`, params);
const authenticate = (username: string, password: string, token: string = application) =>
  post('/authentication/authenticate', { tenantName: 'sample-tenant', username, password }, token);
const queried = (verb: 'one' | 'count', query: object | string, params: Params = {}, token?: string) =>
  get(
    `/profile/${verb}_by_query`,
    { tenantName: 'sample-tenant', query: typeof query === 'string' ? query : JSON.stringify(query), ...params },
    token,
  );
const refused = (status: number, errorCode: string, message: string) => ({ status, body: { errorCode, message } });
const denied = (action: string, tenant: string) =>
  refused(403, 'ACTION_DENIED', `Current subject does not have permission to execute action "${action}" on tenant "${tenant}"`);

describe('the access token', () => {
  test.each([
    ['missing', '', 'Access token ID param missing from request'],
    ['unknown', 'nope', 'No access token found for ID "nope"'],
    ['expired', expired, `Access token "${expired}" for application "expired" expired on 07/14/2017`],
  ])('%s: 403, before anything else', async (_, token, message) => {
    expect(await get('/profile/zzz', {}, token)).toMatchObject(refused(403, 'ACCESS_DENIED', message));
  });

  test('the query comes before the form, and the first value counts', async () => {
    const path = `/profile/${john}/update?accessTokenId=${service}`;
    const body = new URLSearchParams([
      ['accessTokenId', 'nope'],
      ['accessTokenId', 'never'],
    ]);
    expect((await send(path, { method: 'POST', body })).status).toBe(200);
    expect((await get(`/profile/${john}`, { accessTokenId: 'nope' })).status).toBe(200);
  });

  test('one that is not a master cannot read itself', async () => {
    expect((await get(`/access_token/${service}`)).body).toMatchObject({ errorCode: 'ACTION_DENIED' });
    expect((await get(`/access_token/${service}`, {}, master)).body).toMatchObject({ id: service });
    expect((await get('/access_token/nope', {}, master)).body).toMatchObject({ errorCode: 'NO_SUCH_ACCESS_TOKEN_ID' });
  });
});

describe('a read by id', () => {
  test('gives ten keys in their order', async () => {
    const { status, text, body } = await get(`/profile/${john}`);

    expect(status).toBe(200);
    expect(text).toBe(JSON.stringify(body));
    const keys = ['username', 'email', 'verified', 'enabled', 'createdOn', 'lastModified', 'tenant', 'roles', 'attributes', 'id'];
    expect(Object.keys(body)).toEqual(keys);
    expect(body).toMatchObject({ username: 'john.doe', email: 'john.doe@example.com', tenant: 'sample-tenant', id: john });
  });

  test.each([
    [
      'an id that is not 24 hex digits',
      'zzz',
      service,
      refused(500, 'OTHER', 'Error occurred while trying to get profile "zzz"'),
    ],
    ['a quote in the id', '%22', service, refused(500, 'OTHER', 'Error occurred while trying to get profile """')],
    [
      'the name of another call',
      'change_password',
      service,
      refused(500, 'OTHER', 'Error occurred while trying to get profile "change_password"'),
    ],
    ['nobody', 'f'.repeat(24), service, refused(404, 'NO_SUCH_PROFILE', `No profile with ID "${'f'.repeat(24)}" found`)],
    ['a token without MANAGE_PROFILES', `${john}`, reader, denied('MANAGE_PROFILES', 'sample-tenant')],
    ['a token without READ_TENANT', `${john}`, blind, denied('READ_TENANT', 'sample-tenant')],
    ['a token of another tenant', `${john}`, otherTenant, denied('MANAGE_PROFILES', 'sample-tenant')],
  ])('%s', async (_, id, token, answer) => {
    expect(await get(`/profile/${id}`, {}, token)).toMatchObject(answer);
  });

  test('the first matching entry of the token decides', async () => {
    double.store.accessTokens.set('two', {
      id: 'two',
      application: 'two',
      master: false,
      tenantPermissions: [
        { tenant: 'sample-tenant', allowedActions: [] },
        { tenant: '*', allowedActions: ['*'] },
      ],
      expiresOn: null,
    });
    expect((await get(`/profile/${john}`, {}, 'two')).status).toBe(403);
  });

  test('upper case and a suffix are accepted, a slash at the end is not', async () => {
    expect((await get(`/profile/${`${john}`.toUpperCase()}`)).body.id).toBe(john);
    expect((await get(`/profile/${john}.json`)).body.id).toBe(john);
    expect((await get(`/profile/${john}/`)).status).toBe(404);
  });

  test('a tenant that is gone: 404', async () => {
    double.store.tenants.delete('sample-tenant');
    const answer = refused(404, 'NO_SUCH_TENANT', 'No tenant with name "sample-tenant" found');
    expect(await get(`/profile/${john}`)).toMatchObject(answer);
  });

  const all = { firstName: 'John', lastName: 'Doe', address: { city: 'Rome', zip: '00100' } };
  test.each([
    ['none', [], all],
    ['one', ['lastName'], { lastName: 'Doe' }],
    ['an empty one', [''], all],
    ['one with commas and blanks', ['lastName, firstName'], { firstName: 'John', lastName: 'Doe' }],
    ['several, of which one has a comma', ['lastName', 'firstName,address'], { lastName: 'Doe' }],
    ['a dotted name', ['address.city'], { address: { city: 'Rome' } }],
    ['$none', ['lastName', '$none'], {}],
    ['an unknown name', ['nope'], {}],
    ['an attribute that the caller may not read', ['secret'], {}],
  ])('attributeToReturn: %s', async (_, names, attributes) => {
    const params = names.map((name): [string, string] => ['attributeToReturn', name]);
    expect((await get(`/profile/${john}`, params)).body.attributes).toEqual(attributes);
  });

  test('an attribute is read by the application that may', async () => {
    expect((await get(`/profile/${john}`, {}, master)).body.attributes).toMatchObject({ secret: 's3' });
  });

  test('a stored attribute without a definition: 400, unless it is left out', async () => {
    row().attributes = { lost: 1 };
    const answer = refused(
      400,
      'ATTRIBUTE_NOT_DEFINED',
      'Attribute definition for attribute "lost" not found in tenant "sample-tenant"',
    );
    expect(await get(`/profile/${john}`)).toMatchObject(answer);
    expect((await get(`/profile/${john}`, { attributeToReturn: '$none' })).status).toBe(200);
    expect(await update({ password: 'x', attributeToReturn: '$none' })).toMatchObject(answer);
  });
});

describe('the form of a request', () => {
  test('for a browser the call is done, and then the answer is 406', async () => {
    const before = row().password;
    const body = new URLSearchParams({ accessTokenId: service, password: 'new' });
    const { status, text } = await send(`/profile/${john}/update`, { method: 'POST', body, headers: { accept: 'text/html' } });

    expect(status).toBe(406);
    expect(text).toMatch(/^<!doctype html>/);
    expect(row().password).not.toBe(before);
  });

  test.each([
    ['POST', '/profile/one_by_query', 405, `Request method 'POST' is not supported`],
    ['DELETE', `/profile/${'a'.repeat(24)}`, 405, `Request method 'DELETE' is not supported`],
  ])('%s %s: %i', async (method, path, status, message) => {
    expect(await send(path, { method })).toMatchObject(refused(status, 'OTHER', message));
  });

  test('an unknown path: 404', async () => {
    expect((await get('/nothing/here')).status).toBe(404);
    expect((await fetch(`${double.url.replace('/crafter-profile', '')}/api/1/profile/${john}`)).status).toBe(404);
  });

  test('a required parameter is missing: 400', async () => {
    const message = "Required request parameter 'tenantName' for method parameter type String is not present";
    expect(await get('/profile/one_by_query')).toMatchObject(refused(400, 'OTHER', message));
  });
});

describe('update, parameter by parameter', () => {
  test('a password gets a new salt and moves lastModified, and nothing else changes', async () => {
    const before = structuredClone(row());
    const { status, body } = await update({ password: 'new' });

    expect(status).toBe(200);
    expect(row().password).toMatch(/^[A-Za-z0-9+/]{43}=\|[A-Za-z0-9+/]{22}==$/);
    expect(row().password).not.toBe(before.password);
    expect(body.lastModified).toBe(row().lastModified);
    expect({ ...row(), password: '', lastModified: 0 }).toEqual({ ...before, password: '', lastModified: 0 });
    expect(double.store.hasPassword(`${john}`, 'new')).toBe(true);
    expect(double.store.hasPassword(`${john}`, 'john-old-pw-1')).toBe(false);
    expect(double.store.writes).toBe(1);
  });

  test('the same password gets another salt', async () => {
    await update({ password: 'same' });
    const first = row().password;
    await update({ password: 'same' });
    expect(row().password).not.toBe(first);
  });

  test.each([
    ['a password of one blank', ' '],
    ['a password of 200 umlauts', 'ä'.repeat(200)],
  ])('%s is accepted', async (_, password) => {
    expect((await update({ password })).status).toBe(200);
    expect(double.store.hasPassword(`${john}`, password)).toBe(true);
  });

  test('a password given twice is joined with a comma', async () => {
    await update([
      ['password', 'a'],
      ['password', 'b'],
    ]);
    expect(double.store.hasPassword(`${john}`, 'a,b')).toBe(true);
  });

  test.each(['password', 'username', 'email', 'enabled', 'attributes'])(
    'an empty %s changes nothing but lastModified',
    async (name) => {
      const before = structuredClone(row());
      expect((await update({ [name]: '' })).status).toBe(200);
      expect(row()).toEqual({ ...before, lastModified: expect.any(Number) });
      expect(row().lastModified).toBeGreaterThan(before.lastModified);
    },
  );

  test('an empty role wipes all roles; no role leaves them', async () => {
    await update({ password: 'x' });
    expect(row().roles).toEqual(['APP_TEST', 'APP_REPORT']);
    await update({ role: '' });
    expect(row().roles).toEqual([]);
    await update({ role: 'A,B' });
    expect(row().roles).toEqual(['A', 'B']);
  });

  test.each([
    ['a bad address', { email: 'nope' }, 'INVALID_EMAIL_ADDRESS', /^The specified email address "nope"/],
    ['a word that is not boolean', { enabled: 'maybe' }, 'OTHER', /^Method parameter 'enabled': .*maybe/],
    ['attributes that are not JSON', { attributes: '{' }, 'PARAM_DESERIALIZATION_ERROR', /deserialize/],
  ])('%s: 400, and nothing is written', async (_, params, errorCode, message) => {
    const before = structuredClone(row());
    const answer = await update(params);
    expect(answer).toMatchObject({ status: 400, body: { errorCode, message: expect.stringMatching(message) } });
    expect(row()).toEqual(before);
  });

  test.each([
    ['username', { username: 'john.d' }],
    ['email', { email: 'new@example.com' }],
  ])('a new %s is set', async (_, params) => {
    expect((await update(params)).body).toMatchObject(params);
    expect(row()).toMatchObject(params);
  });

  test('enabled and attributes are set', async () => {
    await update({ enabled: 'off', attributes: '{"lastName":"Roe"}' });
    expect(row()).toMatchObject({ enabled: false, attributes: { firstName: 'John', lastName: 'Roe' } });
  });

  test('attributeToReturn filters the answer by exact key', async () => {
    expect((await update({ attributeToReturn: 'address.city' })).body.attributes).toEqual({});
    expect((await update({ attributeToReturn: 'address' })).body.attributes).toEqual({ address: { city: 'Rome', zip: '00100' } });
    expect(row().attributes).toMatchObject({ secret: 's3', firstName: 'John' });
  });

  test('a JSON body is not read', async () => {
    const before = row().password;
    const init = { method: 'POST', body: '{"password":"x"}', headers: { 'content-type': 'application/json' } };
    expect((await send(`/profile/${john}/update?accessTokenId=${service}`, init)).status).toBe(200);
    expect(row().password).toBe(before);
  });

  test('works for a disabled profile and for one without a password', async () => {
    for (const id of [disabled, ssoOnly]) {
      expect((await update({ password: 'x' }, id)).status).toBe(200);
      expect(double.store.hasPassword(`${id}`, 'x')).toBe(true);
    }
    expect(row(disabled).enabled).toBe(false);
  });

  test.each([
    ['a profile that is gone', 'f'.repeat(24), service, 404],
    ['a token without READ_TENANT', `${john}`, blind, 403],
    ['a token without MANAGE_PROFILES', `${john}`, reader, 403],
  ])('%s: %s %s %i', async (_, id, token, status) => {
    expect((await post(`/profile/${id}/update`, { password: 'x' }, token)).status).toBe(status);
    expect(double.store.writes).toBe(0);
  });

  test('there is no conditional write', async () => {
    const body = new URLSearchParams({ accessTokenId: service, password: 'x' });
    const headers = { 'if-match': '"nope"', 'if-unmodified-since': new Date(0).toUTCString() };
    expect((await send(`/profile/${john}/update`, { method: 'POST', body, headers })).status).toBe(200);
  });
});

describe('what moves lastModified', () => {
  type Act = [string, () => Promise<unknown>];
  const moving: Act[] = [
    ['an update with nothing', () => update({})],
    ['an update with the same address', () => update({ email: 'john.doe@example.com' })],
    ['a good login', () => authenticate('john.doe', 'john-old-pw-1')],
    ['a bad login', () => authenticate('john.doe', 'nope')],
  ];
  test.each(moving)('%s does', async (_, act) => {
    const before = row().lastModified;
    await act();
    expect(row().lastModified).toBeGreaterThan(before);
  });

  const resting: Act[] = [
    ['a login of an unknown name', () => authenticate('nobody', 'nope')],
    ['a read', () => get(`/profile/${john}`)],
    ['a read by name', () => get('/profile/by_username', { tenantName: 'sample-tenant', username: 'john.doe' })],
    ['a count', () => queried('count', { _id: { $oid: john } })],
    ['a verification token', () => post(`/profile/${john}/verification_token/create`)],
  ];
  test.each(resting)('%s does not', async (_, act) => {
    const before = row().lastModified;
    await act();
    expect(row().lastModified).toBe(before);
  });

  test('a login of a disabled profile does not', async () => {
    const before = row(disabled).lastModified;
    await authenticate('dis.abled', 'dis-old-pw-1');
    expect(row(disabled).lastModified).toBe(before);
  });
});

describe('a login', () => {
  test.each([
    ['the right password', 'john.doe', 'john-old-pw-1', 200, undefined],
    ['a wrong one', 'john.doe', 'nope', 401, 'BAD_CREDENTIALS'],
    ['another letter case', 'John.Doe', 'john-old-pw-1', 401, 'BAD_CREDENTIALS'],
    ['no password at all', 'sso.only', '', 401, 'BAD_CREDENTIALS'],
    ['a disabled profile', 'dis.abled', 'dis-old-pw-1', 403, 'DISABLED_PROFILE'],
  ])('%s', async (_, username, password, status, errorCode) => {
    const answer = await authenticate(username, password);
    expect([answer.status, answer.body.errorCode]).toEqual([status, errorCode]);
  });

  test('needs MANAGE_TICKETS', async () => {
    expect(await authenticate('john.doe', 'john-old-pw-1', service)).toMatchObject(denied('MANAGE_TICKETS', 'sample-tenant'));
  });

  test('the tenth failure locks for ten minutes, also for a new password', async () => {
    for (let failure = 0; failure < 10; failure++) {
      expect((await authenticate('john.doe', 'nope')).status).toBe(401);
    }
    await update({ password: 'new' });
    const locked = refused(500, 'OTHER', 'Current account is locked for {0} due to many failed attempts.');
    expect(await authenticate('john.doe', 'new')).toMatchObject(locked);
    now += 10 * 60 * 1000;
    expect((await authenticate('john.doe', 'new')).status).toBe(200);
    expect(row().failedLoginAttempts).toBe(0);
  });
});

describe('a query', () => {
  const id = { _id: { $oid: john } };
  test.each([
    ['the id', id, 1],
    ['another id', { _id: { $oid: '0'.repeat(24) } }, 0],
    ['a pattern that holds', { ...id, password: { $regex: '\\|' } }, 1],
    ['a pattern that does not', { ...id, password: { $regex: '^\\|' } }, 0],
    ['a password that is there', { ...id, password: { $exists: true } }, 1],
    ['no password', { ...id, password: null }, 0],
    ['no password, of one without', { _id: { $oid: ssoOnly }, password: null }, 1],
    ['a pattern, of one without', { _id: { $oid: ssoOnly }, password: { $regex: '.' } }, 0],
    ['not a pattern', { ...id, password: { $not: { $regex: '\\|' } } }, 0],
    ['not a pattern, of one without', { _id: { $oid: ssoOnly }, password: { $not: { $regex: '\\|' } } }, 1],
    ['another field', { username: 'jane.doe', enabled: true }, 1],
    ['all of a tenant', {}, 4],
  ])('%s', async (_, query, count) => {
    expect(await queried('count', query)).toMatchObject({ status: 200, text: `${count}` });
    const one = await queried('one', query, { attributeToReturn: '$none' });
    expect(one.status).toBe(count > 0 ? 200 : 404);
  });

  test('the profile comes with it', async () => {
    const { body } = await queried('one', { _id: { $oid: jane } }, { attributeToReturn: '$none' });
    expect(body).toMatchObject({ id: jane, email: 'jane.doe@example.com', tenant: 'sample-tenant', attributes: {} });
  });

  test('the refusal repeats the query', async () => {
    const query = '{"_id":{"$oid":"x"}}';
    const message = `No profile found for tenant "sample-tenant" and query "${query}"`;
    expect(await queried('one', query)).toMatchObject(refused(404, 'NO_SUCH_PROFILE', message));
  });

  test.each([
    ['the tenant', '{"tenant":"default"}', 'Field "tenant" is not allowed in query'],
    ['$where', '{"$where":"1"}', '$where operator is not allowed in query'],
    ['a hidden attribute', '{"attributes.secret":"s3"}', 'Attribute "secret" is not allowed in query'],
  ])('%s: 400', async (_, query, message) => {
    expect(await queried('count', query)).toMatchObject(refused(400, 'INVALID_QUERY', message));
  });

  test.each([
    ['a placeholder', '{"username":"#"}'],
    ['no JSON', '{'],
    ['an unknown operator', '{"username":{"$gt":"a"}}'],
  ])('%s: 500', async (_, query) => {
    expect((await queried('count', query)).status).toBe(500);
    expect((await queried('one', query)).status).toBe(500);
  });

  test.each([
    ['MANAGE_PROFILES', reader],
    ['READ_TENANT', blind],
  ])('%s is needed, before the query is looked at', async (action, token) => {
    expect(await queried('count', '{"tenant":1}', {}, token)).toMatchObject(denied(action, 'sample-tenant'));
  });

  test('the self-test of a caller: 200 and 0', async () => {
    const query = { _id: { $oid: '0'.repeat(24) }, password: { $exists: true } };
    expect(await queried('count', query)).toMatchObject({ status: 200, text: '0' });
  });

  test('a server whose password cannot be queried: 400', async () => {
    double.knobs.isPasswordQueryable = false;
    const query = { _id: { $oid: '0'.repeat(24) }, password: { $exists: true } };
    expect(await queried('count', query)).toMatchObject({ status: 400, body: { errorCode: 'INVALID_QUERY' } });
    expect((await queried('count', id)).status).toBe(200);
  });
});

describe('the salt as a stamp', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const escaped = (text: string) => text.replace(/[+/]/g, '\\$&');
  const count = async (source: string) => (await queried('count', { _id: { $oid: john }, password: { $regex: source } })).text;

  /** Four characters of the salt, bit by bit. */
  async function probe(): Promise<string> {
    const characters = Array.from({ length: 4 }, async (_, position) => {
      const bits = await Promise.all(
        Array.from({ length: 6 }, async (__, bit) => {
          const set = [...alphabet].filter((___, index) => (index >> bit) & 1).join('');
          return Number(await count(`\\|.{${position}}[${escaped(set)}]`)) << bit;
        }),
      );
      return alphabet[bits.reduce((sum, bit) => sum | bit, 0)];
    });
    return (await Promise.all(characters)).join('');
  }

  test('is read by counting, survives logins, and dies with a write of the same password', async () => {
    const salt = await probe();
    expect(row().password).toContain(`|${salt}`);

    await authenticate('john.doe', 'nope');
    await authenticate('john.doe', 'john-old-pw-1');
    expect(await count(`\\|${escaped(salt)}`)).toBe('1');

    await update({ password: 'john-old-pw-1' });
    expect(await count(`\\|${escaped(salt)}`)).toBe('0');
  });
});

describe('by name', () => {
  test.each([
    ['the name', 'john.doe', 200],
    ['another letter case', 'John.Doe', 404],
    ['a quote', 'a"b', 500],
  ])('%s: %s %i', async (_, username, status) => {
    expect((await get('/profile/by_username', { tenantName: 'sample-tenant', username })).status).toBe(status);
  });
});

describe("the server's own tokens", () => {
  const create = async () => `${(await post(`/profile/${john}/verification_token/create`)).body.id}`;
  const change = (params: Params) => post('/profile/change_password', params);
  const unknown = (id: string) => refused(404, 'NO_SUCH_VERIFICATION_TOKEN', `No verification token found for ID "${id}"`);

  test('one is live until it sets a password', async () => {
    const id = await create();
    expect((await get(`/profile/verification_token/${id}`)).body).toMatchObject({ id, profileId: john, tenant: 'sample-tenant' });

    expect((await change({ resetTokenId: id, newPassword: 'new' })).body.id).toBe(john);
    expect(double.store.hasPassword(`${john}`, 'new')).toBe(true);
    expect(await change({ resetTokenId: id, newPassword: 'newer' })).toMatchObject(unknown(id));
  });

  test('one survives a failure', async () => {
    const id = await create();
    row().attributes = { lost: 1 };
    expect((await change({ resetTokenId: id, newPassword: 'new' })).status).toBe(400);
    expect((await get(`/profile/verification_token/${id}`)).status).toBe(200);
  });

  test('a token with a dot is cut at the dot', async () => {
    expect(await get('/profile/verification_token/a.b')).toMatchObject(unknown('a'));
  });

  test('an application of another tenant: 403', async () => {
    expect(await get(`/profile/verification_token/${await create()}`, {}, otherTenant)).toMatchObject(
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
