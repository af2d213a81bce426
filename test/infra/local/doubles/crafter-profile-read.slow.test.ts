// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { denied, jane, john, ProfileBench, refused, ssoOnly } from './crafter-profile-bench.ts';

const { service, reader, blind, expired, otherTenant, master } = profileTokens;
const bench = new ProfileBench();

describe('the access token', () => {
  test.each([
    ['missing', '', 'Access token ID param missing from request'],
    ['unknown', 'nope', 'No access token found for ID "nope"'],
    ['expired', expired, `Access token "${expired}" for application "expired" expired on 07/14/2017`],
  ])('%s: 403, before anything else', async (_, token, message) => {
    expect(await bench.get('/profile/zzz', {}, token)).toMatchObject(refused(403, 'ACCESS_DENIED', message));
  });

  test('the query comes before the form, and the first value counts', async () => {
    const path = `/profile/${john}/update?accessTokenId=${service}`;
    const body = new URLSearchParams([
      ['accessTokenId', 'nope'],
      ['accessTokenId', 'never'],
    ]);
    expect((await bench.send(path, { method: 'POST', body })).status).toBe(200);
    expect((await bench.get(`/profile/${john}`, { accessTokenId: 'nope' })).status).toBe(200);
  });

  test('one that is not a master cannot read itself', async () => {
    const message = `Current subject does not have permission to execute action "READ_TOKEN" on ${service}`;
    expect(await bench.get(`/access_token/${service}`)).toMatchObject(refused(403, 'ACTION_DENIED', message));
    expect((await bench.get(`/access_token/${service}`, {}, master)).body).toMatchObject({ id: service });
    expect((await bench.get('/access_token/nope', {}, master)).body).toMatchObject({ errorCode: 'NO_SUCH_ACCESS_TOKEN_ID' });
  });
});

describe('a read by id', () => {
  test('gives ten keys in their order', async () => {
    const { status, text, body } = await bench.get(`/profile/${john}`);

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
    expect(await bench.get(`/profile/${id}`, {}, token)).toMatchObject(answer);
  });

  test('the first matching entry of the token decides', async () => {
    bench.double.store.accessTokens.set('two', {
      id: 'two',
      application: 'two',
      master: false,
      tenantPermissions: [
        { tenant: 'sample-tenant', allowedActions: [] },
        { tenant: '*', allowedActions: ['*'] },
      ],
      expiresOn: null,
    });
    expect((await bench.get(`/profile/${john}`, {}, 'two')).status).toBe(403);
  });

  test('upper case and a suffix are accepted, a slash at the end is not', async () => {
    expect((await bench.get(`/profile/${`${john}`.toUpperCase()}`)).body.id).toBe(john);
    expect((await bench.get(`/profile/${john}.json`)).body.id).toBe(john);
    expect((await bench.get(`/profile/${john}/`)).status).toBe(404);
  });

  test('a tenant that is gone: 404', async () => {
    bench.double.store.tenants.delete('sample-tenant');
    const answer = refused(404, 'NO_SUCH_TENANT', 'No tenant with name "sample-tenant" found');
    expect(await bench.get(`/profile/${john}`)).toMatchObject(answer);
  });

  const all = { firstName: 'John', lastName: 'Doe', address: { city: 'Rome', zip: '00100' } };
  test.each([
    ['none', [], all],
    ['one', ['lastName'], { lastName: 'Doe' }],
    ['an empty one', [''], all],
    ['one with commas and blanks', ['lastName, firstName'], { firstName: 'John', lastName: 'Doe' }],
    ['several, one with a comma', ['lastName', 'firstName,address'], { lastName: 'Doe' }],
    ['a dotted name', ['address.city'], { address: { city: 'Rome' } }],
    ['$none', ['lastName', '$none'], {}],
    ['an unknown name', ['nope'], {}],
    ['an attribute that the caller may not read', ['secret'], {}],
  ])('attributeToReturn: %s', async (_, names, attributes) => {
    const params = names.map((name): [string, string] => ['attributeToReturn', name]);
    expect((await bench.get(`/profile/${john}`, params)).body.attributes).toEqual(attributes);
  });

  test('attributeToReturn with a quotation mark breaks the query of a read', async () => {
    const message = `Error occurred while trying to get profile "${john}"`;
    expect(await bench.get(`/profile/${john}`, { attributeToReturn: '"' })).toMatchObject(refused(500, 'OTHER', message));
    expect((await bench.update({ attributeToReturn: '"' })).status).toBe(200);
  });

  test('an attribute is read by the application that may', async () => {
    expect((await bench.get(`/profile/${john}`, {}, master)).body.attributes).toMatchObject({ secret: 's3' });
  });

  test('a stored attribute without a definition: 400, unless it is left out', async () => {
    bench.row().attributes = { lost: 1 };
    const answer = refused(
      400,
      'ATTRIBUTE_NOT_DEFINED',
      'Attribute definition for attribute "lost" not found in tenant "sample-tenant"',
    );
    expect(await bench.get(`/profile/${john}`)).toMatchObject(answer);
    expect((await bench.get(`/profile/${john}`, { attributeToReturn: '$none' })).status).toBe(200);
    expect(await bench.update({ password: 'x', attributeToReturn: '$none' })).toMatchObject(answer);
  });
});

describe('the form of a request', () => {
  test('for a browser the call is done, and then the answer is 406', async () => {
    const before = bench.row().password;
    const body = new URLSearchParams({ accessTokenId: service, password: 'new' });
    const { status, text } = await bench.send(`/profile/${john}/update`, {
      method: 'POST',
      body,
      headers: { accept: 'text/html' },
    });

    expect(status).toBe(406);
    expect(text).toMatch(/^<!doctype html>/);
    expect(bench.row().password).not.toBe(before);
  });

  test.each([
    ['POST', '/profile/one_by_query', 405, `Request method 'POST' is not supported`],
    ['DELETE', `/profile/${'a'.repeat(24)}`, 405, `Request method 'DELETE' is not supported`],
  ])('%s %s: %i', async (method, path, status, message) => {
    expect(await bench.send(path, { method })).toMatchObject(refused(status, 'OTHER', message));
  });

  test('an unknown path: 404', async () => {
    const message = 'No endpoint GET /crafter-profile/api/1/nothing/here.';
    expect(await bench.get('/nothing/here')).toMatchObject(refused(404, 'OTHER', message));
    expect((await fetch(`${bench.double.url.replace('/crafter-profile', '')}/api/1/profile/${john}`)).status).toBe(404);
  });

  test('an escaped slash: 400 of the container', async () => {
    expect(await bench.get('/profile/%2F')).toMatchObject({ status: 400, text: expect.stringMatching(/^<!doctype html>/) });
  });

  test.each([
    ['xml', 406],
    ['html', 406],
    ['json', 200],
    ['b', 200],
  ])('the suffix .%s asks for that format: %i', async (suffix, status) => {
    expect((await bench.get(`/profile/${john}.${suffix}`)).status).toBe(status);
  });

  test('a required parameter is missing: 400', async () => {
    const message = "Required request parameter 'tenantName' for method parameter type String is not present";
    expect(await bench.get('/profile/one_by_query')).toMatchObject(refused(400, 'OTHER', message));
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
    ['a password that is there, of one without', { _id: { $oid: ssoOnly }, password: { $exists: true } }, 0],
    ['no password', { ...id, password: null }, 0],
    ['no password, of one without', { _id: { $oid: ssoOnly }, password: null }, 1],
    ['a pattern, of one without', { _id: { $oid: ssoOnly }, password: { $regex: '.' } }, 0],
    ['not a pattern', { ...id, password: { $not: { $regex: '\\|' } } }, 0],
    ['not a pattern, of one without', { _id: { $oid: ssoOnly }, password: { $not: { $regex: '\\|' } } }, 1],
    ['another field', { username: 'jane.doe', enabled: true }, 1],
    ['all of a tenant', {}, 4],
    ['all of a tenant, by an empty text', '', 4],
  ])('%s', async (_, query, count) => {
    expect(await bench.queried('count', query)).toMatchObject({ status: 200, text: `${count}` });
    const one = await bench.queried('one', query, { attributeToReturn: '$none' });
    expect(one.status).toBe(count > 0 ? 200 : 404);
  });

  test('the profile comes with it', async () => {
    const { body } = await bench.queried('one', { _id: { $oid: jane } }, { attributeToReturn: '$none' });
    expect(body).toMatchObject({ id: jane, email: 'jane.doe@example.com', tenant: 'sample-tenant', attributes: {} });
  });

  test('the refusal repeats the query', async () => {
    const query = '{"_id":{"$oid":"000000000000000000000000"}}';
    const message = `No profile found for tenant "sample-tenant" and query "${query}"`;
    expect(await bench.queried('one', query)).toMatchObject(refused(404, 'NO_SUCH_PROFILE', message));
  });

  test.each([
    ['the tenant', '{"tenant":"default"}', 'Field "tenant" is not allowed in query'],
    ['$where', '{"$where":"1"}', '$where operator is not allowed in query'],
    ['a hidden attribute', '{"attributes.secret":"s3"}', 'Attribute "secret" is not allowed in query'],
  ])('%s: 400', async (_, query, message) => {
    expect(await bench.queried('count', query)).toMatchObject(refused(400, 'INVALID_QUERY', message));
  });

  test.each([
    ['a placeholder', '{"username":"#"}'],
    ['no JSON', '{'],
    ['an id in another form', '{"_id":{"$oid":"x"}}'],
    ['an unknown operator', '{"username":{"$gt":"a"}}'],
  ])('%s: 500', async (_, query) => {
    expect((await bench.queried('count', query)).status).toBe(500);
    expect((await bench.queried('one', query)).status).toBe(500);
  });

  test.each([
    ['MANAGE_PROFILES', reader],
    ['READ_TENANT', blind],
  ])('%s is required before the query is checked', async (action, token) => {
    expect(await bench.queried('count', '{"tenant":1}', {}, token)).toMatchObject(denied(action, 'sample-tenant'));
  });

  test('the self-test of a caller: 200 and 0', async () => {
    const query = { _id: { $oid: '0'.repeat(24) }, password: { $exists: true } };
    expect(await bench.queried('count', query)).toMatchObject({ status: 200, text: '0' });
  });

  test('a server whose password cannot be queried: 400', async () => {
    bench.double.knobs.isPasswordQueryable = false;
    const query = { _id: { $oid: '0'.repeat(24) }, password: { $exists: true } };
    expect(await bench.queried('count', query)).toMatchObject({ status: 400, body: { errorCode: 'INVALID_QUERY' } });
    expect((await bench.queried('count', id)).status).toBe(200);
  });
});

describe('the salt as a stamp', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const escaped = (text: string) => text.replace(/[+/]/g, '\\$&');
  const count = async (source: string) =>
    (await bench.queried('count', { _id: { $oid: john }, password: { $regex: source } })).text;

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
    expect(bench.row().password).toContain(`|${salt}`);

    await bench.authenticate('john.doe', 'nope');
    await bench.authenticate('john.doe', 'john-old-pw-1');
    expect(await count(`\\|${escaped(salt)}`)).toBe('1');

    await bench.update({ password: 'john-old-pw-1' });
    expect(await count(`\\|${escaped(salt)}`)).toBe('0');
  });
});

describe('by name', () => {
  test.each([
    ['the name', 'john.doe', 200],
    ['another letter case', 'John.Doe', 404],
    ['a quote', 'a"b', 404],
  ])('%s: %s %i', async (_, username, status) => {
    expect((await bench.get('/profile/by_username', { tenantName: 'sample-tenant', username })).status).toBe(status);
  });
});
