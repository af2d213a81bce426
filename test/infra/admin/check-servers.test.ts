import { beforeEach, describe, expect, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { admin } from './run-words.ts';
import { serversBench } from './servers-bench.ts';

const bench = serversBench();

type Found = { [check: string]: { state: string; text: string } };

const withTenant = 'check --tenant sample-tenant';

async function findings(line = withTenant): Promise<Found> {
  const { out } = await admin(`${line} --json`);
  const found: { check: string; state: string; text: string }[] = JSON.parse(out).findings;
  return Object.fromEntries(found.map(({ check, ...finding }) => [check, finding]));
}

const statesOf = (found: Found, realm: string) =>
  Object.fromEntries(
    Object.entries(found)
      .filter(([check]) => check.startsWith(`${realm}/`))
      .map(([check, { state }]) => [check.slice(realm.length + 1), state]),
  );

beforeEach(() => {
  bench.studio.store.update(10, { permissions: ['read_users', 'update_users', 'manage_access_token'] });
  bench.profile.knobs.isPasswordQueryable = true;
  bench.trafficOps.store.update(1, { role: bench.trafficOps.store.roles.get('admin')?.id ?? 0, tenantId: 1 });
});

test('check tells of each product’s own server what it finds, and changes nothing there', async () => {
  const { profile, studio, trafficOps } = bench;
  const before = [profile.store.writes, studio.store.writes, trafficOps.store.writes];
  const found = await findings();
  expect(statesOf(found, 'crafter-profile')).toEqual({
    server: 'ok',
    version: 'skipped',
    clock: 'ok',
    // The stand-in has the access token of the administration console that every stock install has.
    defaults: 'warning',
    credential: 'ok',
    rights: 'ok',
    stamp: 'ok',
  });
  expect(statesOf(found, 'crafter-studio')).toEqual({
    server: 'ok',
    version: 'skipped',
    clock: 'ok',
    stamp: 'ok',
    defaults: 'skipped',
    credential: 'ok',
    rights: 'ok',
  });
  expect(statesOf(found, 'traffic-ops')).toEqual({
    server: 'ok',
    version: 'ok',
    clock: 'ok',
    stamp: 'ok',
    defaults: 'ok',
    credential: 'ok',
    rights: 'ok',
  });
  expect(found['traffic-ops/version']?.text).toBe('API 5.0');
  expect(found['crafter-studio/server']?.text).toMatch(/answers within \d+ ms/);
  expect(found['crafter-studio/credential']?.text).toContain('rekey.service');
  expect(found.claims).toMatchObject({ state: 'ok' });
  expect([profile.store.writes, studio.store.writes, trafficOps.store.writes]).toEqual(before);
  const posts = [profile, studio, trafficOps].flatMap(({ requests }) => requests.filter(({ method }) => method !== 'GET'));
  expect(new Set(posts.map(({ path }) => path))).toEqual(new Set(['/studio/api/2/users/me/global/has_permissions']));
});

test('U7 check prints no credential', async () => {
  const { out } = await admin(withTenant);
  const json = await admin(`${withTenant} --json`);
  for (const secret of [profileTokens.service, bench.studio.serviceToken, bench.trafficOps.secret]) {
    expect(out).not.toContain(secret);
    expect(json.out).not.toContain(secret);
  }
});

test('the table of check names the server and the aspect', async () => {
  const { out } = await admin('check');
  expect(out).toMatch(/^ok +traffic-ops\/server +http/m);
  expect(out).toMatch(/^ok +crafter-profile\/rights +.*sample-tenant/m);
  process.env.REKEY_CRAFTER_PROFILE_SELF_SERVICE = '';
  expect((await admin('check')).out).toMatch(/^skipped +crafter-profile\/rights +.*--tenant/m);
  delete process.env.REKEY_CRAFTER_PROFILE_SELF_SERVICE;
});

describe('a server that is not as it should be', () => {
  test.each([
    ['crafter-profile', 'profile'],
    ['crafter-studio', 'studio'],
    ['traffic-ops', 'trafficOps'],
  ] as const)('%s: away, redirecting, or something else', async (realm, name) => {
    bench[name].inject({ fault: { kind: 'drop-before' } });
    expect(statesOf(await findings(), realm)).toEqual({ server: 'failed' });
    bench[name].clearFaults();
    bench[name].inject({ fault: { kind: 'redirect' } });
    const redirected = await findings();
    expect(redirected[`${realm}/server`]).toMatchObject({ state: 'failed', text: expect.stringContaining('redirects') });
    bench[name].clearFaults();
    bench[name].inject({ fault: { kind: 'refuse', status: 404, body: '<h1>Not Found</h1>' } });
    const other = await findings();
    expect(other[`${realm}/server`]).toMatchObject({ state: 'failed', text: expect.stringContaining('answers 404') });
  });

  test.each([
    ['ahead of', 45_000, 'failed', 'warning'],
    ['ahead of', 10_000, 'warning', 'warning'],
    ['behind', -45_000, 'warning', 'warning'],
  ])('a clock that is %s ours by %d ms', async (words, difference, ofTrafficOps, ofStudio) => {
    const headers = { date: new Date(Date.now() + difference).toUTCString() };
    const ping = { kind: 'refuse', status: 200, body: '{"ping":"pong"}', headers } as const;
    bench.trafficOps.inject({ path: /ping/, fault: ping });
    bench.studio.inject({ times: 1, fault: { kind: 'refuse', status: 401, body: '{}', headers } });
    const found = await findings();
    expect(found['traffic-ops/clock']).toMatchObject({ state: ofTrafficOps, text: expect.stringContaining(words) });
    expect(found['crafter-studio/clock']).toMatchObject({ state: ofStudio, text: expect.stringContaining(words) });
  });

  test('a credential that the server does not accept', async () => {
    Object.assign(bench.secrets, {
      profile: { AWSCURRENT: 'unknown' },
      studio: { AWSCURRENT: 'unknown' },
      sessions: { AWSCURRENT: 'x'.repeat(40) },
    });
    const found = await findings();
    expect(found['crafter-profile/credential']).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('unknown or has expired'),
    });
    expect(found['crafter-studio/credential']).toMatchObject({ state: 'failed', text: expect.stringContaining('401') });
    expect(found['traffic-ops/credential']).toMatchObject({ state: 'failed', text: expect.stringContaining('session secret') });
  });

  test('a secret that is missing', async () => {
    delete bench.secrets.studio;
    expect((await findings())['crafter-studio/credential']).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('studio'),
    });
  });
});

describe('Crafter Profile', () => {
  test('a token that is expired, a master’s, or without the rights', async () => {
    const state = async (token: string) => {
      bench.secrets.profile = { AWSCURRENT: token };
      return statesOf(await findings(), 'crafter-profile');
    };
    expect(await state(profileTokens.expired)).toMatchObject({ credential: 'failed' });
    expect(await state(profileTokens.reader)).toMatchObject({ credential: 'ok', rights: 'failed' });
    expect(await state(profileTokens.blind)).toMatchObject({ credential: 'ok', rights: 'failed' });
    expect(await state(profileTokens.otherTenant)).toMatchObject({ credential: 'ok', rights: 'failed' });
  });

  test('a master token, which may do everything', async () => {
    const id = '77777777-7777-4777-8777-777777777777';
    const tenantPermissions = [{ tenant: '*', allowedActions: ['*'] }];
    bench.profile.store.accessTokens.set(id, { id, application: 'rekey', master: true, tenantPermissions, expiresOn: null });
    bench.secrets.profile = { AWSCURRENT: id };
    expect((await findings())['crafter-profile/credential']).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('master'),
    });
  });

  test('U7 an access token that every stock install ships', async () => {
    bench.secrets.profile = { AWSCURRENT: profileTokens.master };
    const found = await findings();
    expect(found['crafter-profile/credential']).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('stock install'),
    });
  });

  test('passwords that cannot be queried make the stamp weak', async () => {
    bench.profile.knobs.isPasswordQueryable = false;
    expect((await findings())['crafter-profile/stamp']).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('sample-tenant'),
    });
  });

  test('stock access tokens that work there are named, and are gone when the server refuses them', async () => {
    expect((await findings())['crafter-profile/defaults']?.text).toContain('the administration console');
    const { accessTokens } = bench.profile.store;
    const master = accessTokens.get(profileTokens.master);
    accessTokens.delete(profileTokens.master);
    expect((await findings())['crafter-profile/defaults']).toMatchObject({ state: 'ok' });
    if (master) {
      accessTokens.set(profileTokens.master, master);
    }
  });

  test('the version comes with the management token that everybody knows', async () => {
    const body = JSON.stringify({ packageName: 'Crafter Profile', packageVersion: '4.2.0' });
    bench.profile.inject({ path: /monitoring\/version/, fault: { kind: 'refuse', status: 200, body } });
    const found = await findings();
    expect(found['crafter-profile/version']).toEqual({ state: 'ok', text: '4.2.0' });
    expect(found['crafter-profile/defaults']?.text).toContain('management token');
  });
});

describe('Crafter Studio', () => {
  test('a service user with too few or too many permissions', async () => {
    bench.studio.store.update(10, { permissions: ['read_users'] });
    expect((await findings())['crafter-studio/rights']).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('update_users'),
    });
    bench.secrets.studio = { AWSCURRENT: bench.studio.administratorToken };
    expect((await findings())['crafter-studio/rights']).toMatchObject({
      state: 'warning',
      text: expect.stringContaining('delete_users'),
    });
  });

  test('the version comes with the management token that everybody knows', async () => {
    const body = '{"packageVersion":"4.0.5"}';
    bench.studio.inject({ path: /monitoring\/version/, fault: { kind: 'refuse', status: 200, body } });
    const found = await findings();
    expect(found['crafter-studio/version']).toEqual({ state: 'ok', text: '4.0.5' });
    expect(found['crafter-studio/defaults']).toMatchObject({ state: 'warning' });
  });
});

describe('Traffic Ops', () => {
  const text = 'The requested api version is not implemented by this server.';
  const notImplemented = { kind: 'refuse', status: 501, body: JSON.stringify({ alerts: [{ text, level: 'error' }] }) } as const;

  test('an older server has the API 4.0, and a much older one none that Rekey can use', async () => {
    bench.trafficOps.inject({ path: /\/api\/5\.0\//, fault: notImplemented });
    const found = await findings();
    expect(found['traffic-ops/version']).toEqual({ state: 'ok', text: 'API 4.0' });
    expect(found['traffic-ops/rights']).toMatchObject({ state: 'ok' });
    bench.trafficOps.inject({ path: /\/api\/4\.0\//, fault: notImplemented });
    expect(statesOf(await findings(), 'traffic-ops')).toEqual({ server: 'ok', version: 'failed', clock: 'ok', stamp: 'ok' });
  });

  test.each([
    ['disallowed', 'failed', /USER:READ|missing/],
    ['read-only', 'failed', /USER:UPDATE/],
    ['operations', 'warning', /roles .*admin/],
  ])('a service user with the role %s', async (role, state, message) => {
    const { store } = bench.trafficOps;
    store.update(1, { role: store.roles.get(role)?.id ?? 0 });
    const found = await findings();
    const rights = found['traffic-ops/rights'] ?? found['traffic-ops/credential'];
    expect(rights).toMatchObject({ state, text: expect.stringMatching(message) });
  });

  test('a service user outside of the root tenant', async () => {
    bench.trafficOps.store.update(1, { tenantId: 3 });
    expect((await findings())['traffic-ops/rights']).toMatchObject({ state: 'warning', text: expect.stringContaining('other') });
  });

  test('a secret that is too short, as the published one is', async () => {
    bench.secrets.sessions = { AWSCURRENT: 'mONKEYDOmONKEYSEE.' };
    expect((await findings())['traffic-ops/credential']).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('shorter than 32'),
    });
  });

  test('a service user that is not there', async () => {
    const { store } = bench.trafficOps;
    const user = store.findUser(serviceUser);
    store.users.delete(1);
    expect((await findings())['traffic-ops/credential']).toMatchObject({ state: 'failed' });
    if (user) {
      store.users.set(1, user);
    }
  });

  test('a stamp that does not see every change', async () => {
    process.env.REKEY_TRAFFIC_OPS_STAMP = 'login-tolerant';
    const found = await findings();
    delete process.env.REKEY_TRAFFIC_OPS_STAMP;
    expect(found['traffic-ops/stamp']).toMatchObject({ state: 'warning' });
  });
});

test('check warns of a password change whose outcome nobody knows, and not of one that is under way', async () => {
  const shadows = dynamoShadows(bench.settings);
  const claim = { id: 'c', previousStamp: null, tokenHash: null };
  const now = Date.now();
  await shadows.claim({ realm: 'traffic-ops', id: '2' }, { ...claim, until: now + 600_000 }, { reenter: false, now });
  expect((await findings()).claims).toMatchObject({ state: 'ok' });
  await shadows.claim({ realm: 'traffic-ops', id: '4' }, { ...claim, until: now - 1 }, { reenter: false, now: now - 60_000 });
  expect((await findings()).claims).toMatchObject({ state: 'warning', text: expect.stringContaining('1 password changes') });
});
