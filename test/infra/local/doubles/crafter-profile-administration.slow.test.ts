// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { describe, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { disabled, john, type Params, ProfileBench, refused } from './crafter-profile-bench.ts';

const { reader } = profileTokens;
const bench = new ProfileBench();

describe('creating and deleting', () => {
  const person = { tenantName: 'sample-tenant', username: 'new.one', email: 'new.one@example.com', enabled: 'true' };
  const create = (change: Params = {}, token?: string) =>
    bench.post('/profile/create', { ...person, ...Object.fromEntries(new URLSearchParams(change)) }, token);

  test('a new profile has what it is given', async () => {
    const change = { password: 'new-pw', role: 'APP_TEST', attributes: '{"firstName":"New"}' };
    expect(await create(change)).toMatchObject({
      status: 200,
      body: { username: 'new.one', enabled: true, verified: false, roles: ['APP_TEST'], attributes: { firstName: 'New' } },
    });
    expect((await bench.authenticate('new.one', 'new-pw')).status).toBe(200);
  });

  test.each<[string, Params, string | undefined, number, string]>([
    ['a name that is taken', { username: 'john.doe' }, undefined, 409, 'PROFILE_EXISTS'],
    ['a bad address', { email: 'bad' }, undefined, 400, 'INVALID_EMAIL_ADDRESS'],
    ['a word that is not boolean', { enabled: 'maybe' }, undefined, 400, 'OTHER'],
    ['an empty state', { enabled: '' }, undefined, 400, 'OTHER'],
    ['an attribute that may not be written', { attributes: '{"secret":1}' }, undefined, 403, 'ACTION_DENIED'],
    ['a bad attribute of a taken name', { username: 'john.doe', attributes: '{' }, undefined, 400, 'PARAM_DESERIALIZATION_ERROR'],
    ['an attribute without a definition', { attributes: '{"nope":1}' }, undefined, 400, 'ATTRIBUTE_NOT_DEFINED'],
    ['another tenant', { tenantName: 'default' }, undefined, 403, 'ACTION_DENIED'],
    ['a token without MANAGE_PROFILES', {}, reader, 403, 'ACTION_DENIED'],
  ])('%s is refused', async (_, change, token, status, errorCode) => {
    const profiles = bench.double.store.profiles.size;
    expect(await create(change, token)).toMatchObject({ status, body: { errorCode } });
    expect(bench.double.store.profiles.size).toBe(profiles);
  });

  test('the state is required', async () => {
    const { enabled: _, ...rest } = person;
    const message = "Required request parameter 'enabled' for method parameter type boolean is not present";
    expect(await bench.post('/profile/create', rest)).toMatchObject(refused(400, 'OTHER', message));
  });

  test('a profile can be deleted more than once', async () => {
    for (const _ of ['first', 'again']) {
      expect(await bench.post(`/profile/${john}/delete`)).toMatchObject({ status: 200, text: '' });
    }
    expect((await bench.get(`/profile/${john}`)).status).toBe(404);
    expect(await bench.post('/profile/zzz/delete')).toMatchObject({ status: 500, body: { errorCode: 'OTHER' } });
    expect((await bench.post(`/profile/${disabled}/delete`, {}, reader)).status).toBe(403);
  });
});

test('the words for a state that is not boolean', async () => {
  const given = { tenantName: 'sample-tenant', username: 'new.one', email: 'new.one@example.com', enabled: 'maybe' };
  const message =
    "Method parameter 'enabled': Failed to convert value of type 'java.lang.String' to required type 'boolean'; Invalid boolean value [maybe]";
  expect(await bench.post('/profile/create', given)).toMatchObject(refused(400, 'OTHER', message));
});

test('a tenant with the definitions of its attributes', async () => {
  const { body } = await bench.get('/tenant/sample-tenant');
  expect(Object.keys(body)).toEqual([
    'name',
    'verifyNewProfiles',
    'availableRoles',
    'ssoEnabled',
    'attributeDefinitions',
    'cleanseAttributes',
    'id',
  ]);
  expect(body.attributeDefinitions).toContainEqual({
    permissions: [{ allowedActions: ['*'], application: '*' }],
    name: 'firstName',
    metadata: { label: 'firstName', type: 'TEXT' },
    defaultValue: null,
  });
});
