// It takes seconds because a stand-in on loopback is asked for each row of what the real server answers. No product code runs here.
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { mintCookie, signCookie } from '#infra/local/doubles/traffic-ops/session-cookie.ts';
import { currentVersions, TrafficOpsBench, versions } from './traffic-ops-bench.ts';

const bench = new TrafficOpsBench();
const seconds = () => Math.floor(bench.now / 1000);

describe('any answer', () => {
  test('is JSON with a line feed, and has the headers of the server', async () => {
    const { text, headers } = await bench.call('GET 5.0/user/current');
    expect(text).toMatch(/^\{"response":\{.*\}\}\n$/);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('whole-content-sha512')).toBe(createHash('sha512').update(text).digest('base64'));
    expect(headers.get('content-encoding')).toBe('gzip');
  });

  test('is compressed only for those who ask', async () => {
    const { headers } = await bench.call('GET 5.0/user/current', { headers: { 'accept-encoding': 'identity' } });
    expect(headers.get('content-encoding')).toBeNull();
  });

  test.each([
    ['GET 6.0/users', 501, /^The requested api version is not implemented/],
    ['GET 5.0/nothing', 404, /^The requested path '\/api\/5\.0\/nothing' does not exist\.$/],
    ['DELETE 5.0/users', 404, /^The requested path '\/api\/5\.0\/users' does not exist\.$/],
    ['GET 5.0/users/3/', 404, /^The requested path '\/api\/5\.0\/users\/3\/' does not exist\.$/],
    ['GET 5.0/users/', 200, undefined],
    ['GET 5.0/user/current/', 200, undefined],
    ['GET 4.1/users', 200, undefined],
  ])('%s: %i', async (line, status, text) => {
    const { status: got, alert } = await bench.call(line);
    expect([got, alert]).toEqual([status, text && expect.stringMatching(text)]);
  });

  test.each(['3.1', '5.0'])('a disabled route of %s: 503', async (version) => {
    bench.double.knobs.disabledRoutes = ['POST user/login/token', 'POST user/reset_password'];
    for (const path of ['user/login/token', 'user/reset_password']) {
      expect(await bench.call(`POST ${version}/${path}`, { as: null, body: {} })).toMatchObject({
        status: 503,
        alert: 'The requested route is currently disabled.',
      });
    }
    expect((await bench.call(`POST ${version}/user/login`, { as: null, body: { u: 'admin', p: 'twelve12' } })).status).toBe(200);
  });

  test('a ping is well also without the database', async () => {
    bench.double.knobs.isDatabaseDown = true;
    expect(await bench.call('GET 5.0/ping', { as: null })).toMatchObject({ status: 200, text: '{"ping":"pong"}\n' });
    expect((await bench.call('GET 5.0/users')).status).toBe(500);
    expect((await bench.logIn('admin', 'twelve12')).status).toBe(401);
  });
});

describe('a login', () => {
  test.each(versions)('in %s gives two cookies for six hours', async (version) => {
    const answer = await bench.call(`POST ${version}/user/login`, { as: null, body: { u: 'admin', p: 'twelve12' } });
    expect(answer).toMatchObject({ status: 200, text: '{"alerts":[{"text":"Successfully logged in.","level":"success"}]}\n' });
    expect(answer.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['mojolicious', 'access_token']);
    for (const cookie of answer.cookies) {
      expect(cookie).toMatch(/; Path=\/; Expires=[^;]+; Max-Age=21600; HttpOnly$/);
    }
  });

  test.each([
    ['a wrong password', { u: 'admin', p: 'nope' }, 401, 'Invalid username or password.'],
    ['an unknown user', { u: 'nobody', p: 'nope' }, 401, 'Invalid username or password.'],
    ['another letter case', { u: 'Admin', p: 'twelve12' }, 401, 'Invalid username or password.'],
    ['a disallowed user', { u: 'off.user', p: 'off-old-pw-1' }, 401, 'Invalid username or password.'],
    ['a user without a password', { u: 'rekey', p: 'x' }, 401, 'Invalid username or password.'],
    ['no username', { p: 'x' }, 400, 'username and password are required'],
    ['an empty password', { u: 'admin', p: '' }, 400, 'username and password are required'],
    ['an empty body', '', 400, 'EOF'],
    ['a body cut off', '{"u":"admin"', 400, 'unexpected EOF'],
  ])('%s: %j %i', async (_, body, status, alert) => {
    expect(await bench.call('POST 5.0/user/login', { as: null, body })).toMatchObject({ status, alert, cookies: [] });
  });

  test('marks the user, at most once a minute', async () => {
    const before = bench.user('admin').lastUpdated;
    await bench.logIn('admin', 'twelve12');
    const { lastUpdated, lastAuthenticated } = bench.user('admin');
    expect(lastUpdated).toBeGreaterThan(before);
    expect(lastAuthenticated).toBe(lastUpdated);

    bench.now += 60_000;
    await bench.logIn('admin', 'twelve12');
    expect(bench.user('admin').lastUpdated).toBe(lastUpdated);
    bench.now += 1;
    await bench.logIn('admin', 'twelve12');
    expect(bench.user('admin').lastUpdated).toBeGreaterThan(lastUpdated);
  });

  test('logging out sends three cookies', async () => {
    const { status, alert, cookies } = await bench.call('POST 5.0/user/logout');
    expect([status, alert]).toEqual([200, 'You are logged out.']);
    expect(cookies.map((cookie) => /^(\w+)=.*Max-Age=(\d+)/.exec(cookie)?.slice(1))).toEqual([
      ['mojolicious', '3600'],
      ['mojolicious', '0'],
      ['access_token', '0'],
    ]);
  });
});

describe('a cookie', () => {
  const minted = (json: object | string, secret = bench.double.secret) =>
    signCookie(secret, typeof json === 'string' ? json : JSON.stringify(json));
  const data = (more: object = {}) => ({
    auth_data: 'jane.doe',
    expires: seconds() + 60,
    by: 'trafficcontrol-go-tocookie',
    ...more,
  });

  const good: [string, () => string][] = [
    ['canonical', () => mintCookie(bench.double.secret, 'jane.doe', seconds() + 60)],
    ['with more keys', () => minted(data({ rk: 'v1', more: { jti: 'x' } }))],
    ['in another order, with blanks', () => minted(`{ "expires": ${seconds() + 60}, "auth_data": "jane.doe" }`)],
    ['by another', () => minted(data({ by: 'rekey' }))],
    ['for ten years', () => minted(data({ expires: seconds() + 315_360_000 }))],
    ['to the last second', () => minted(data({ expires: seconds() }))],
    ['with keys in upper case', () => minted({ AUTH_DATA: 'jane.doe', EXPIRES: seconds() + 60 })],
    ['with a key twice', () => minted(`{"auth_data":"nobody","auth_data":"jane.doe","expires":${seconds() + 60}}`)],
    ['of a disallowed user', () => minted(data({ auth_data: 'off.user' }))],
    ['of a user without a password', () => minted(data({ auth_data: 'rekey' }))],
  ];
  test.each(good)('%s: 200, and a new one for an hour', async (_, cookie) => {
    const { status, cookies } = await bench.call('GET 5.0/user/current', { cookie: cookie() });
    expect(status).toBe(200);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^mojolicious=[^;]+; Path=\/; Expires=[^;]+; Max-Age=3600; HttpOnly$/);
  });

  const bad: [string, string, () => string | undefined][] = [
    ['none', 'unauthorized, please log in.', () => undefined],
    ['an empty one', 'unauthorized, please log in.', () => ''],
    ['no dashes', "error parsing cookie: malformed cookie 'abc' - no dashes", () => 'abc'],
    ['no Base64', 'Unauthorized', () => '!!!!--00'],
    ['a signature that is not hexadecimal', 'Unauthorized', () => `${minted(data()).split('--')[0]}--xyz`],
    ['another secret', 'bad signature - unauthorized, please log in', () => minted(data(), 'other')],
    ['over', 'signature expired - unauthorized, please log in', () => minted(data({ expires: seconds() - 1 }))],
    ['no end', 'signature expired - unauthorized, please log in', () => minted({ auth_data: 'jane.doe' })],
    ['an end with a fraction', 'Unauthorized', () => minted(data({ expires: seconds() + 0.5 }))],
    ['an end in quotes', 'Unauthorized', () => minted(data({ expires: `${seconds() + 60}` }))],
    ['no JSON', 'Unauthorized', () => minted('{')],
    ['an unknown user', 'user not found', () => minted(data({ auth_data: 'nobody' }))],
    ['another letter case', 'user not found', () => minted(data({ auth_data: 'Jane.doe' }))],
    ['no user', 'unauthorized, please log in.', () => minted(data({ auth_data: '' }))],
  ];
  test.each(bad)('%s: 401 %s', async (_, alert, cookie) => {
    const value = cookie();
    const options = value === undefined ? { as: null } : { cookie: value };
    expect(await bench.call('GET 5.0/user/current', options)).toMatchObject({ status: 401, alert, cookies: [] });
  });

  test.each(['~bob', 'bob~~', '~~~'])('of %s never works: its Base64 holds a dash', async (username) => {
    bench.double.store.createUser({ username, role: 'read-only' });
    const cookie = bench.cookieOf(username);
    expect(cookie.split('--')[0]).toContain('-');
    expect((await bench.call('GET 5.0/user/current', { cookie })).status).toBe(401);
  });

  test('of ~bob works for one call if its tilde is escaped: the new cookie that it gets does not work', async () => {
    bench.double.store.createUser({ username: '~bob', role: 'read-only' });
    const cookie = minted(`{"auth_data":"\\u007ebob","expires":${seconds() + 60}}`);
    expect(cookie.split('--')[0]).not.toContain('-');
    const { status, cookies } = await bench.call('GET 5.0/user/current', { cookie });
    expect(status).toBe(200);
    const renewed = /^mojolicious=([^;]+)/.exec(`${cookies[0]}`)?.[1] ?? '';
    expect((await bench.call('GET 5.0/user/current', { cookie: renewed })).status).toBe(401);
  });

  test('works until the name changes, whatever the password', async () => {
    const cookie = bench.cookieOf('jane.doe');
    await bench.double.setPassword('jane.doe', 'another password');
    expect((await bench.call('GET 5.0/user/current', { cookie })).status).toBe(200);
    bench.user('jane.doe').username = 'jane.roe';
    expect(await bench.call('GET 5.0/user/current', { cookie })).toMatchObject({ status: 401, alert: 'user not found' });
  });
});

describe('the user cache', () => {
  test('keeps the old password and the old names until it is refreshed', async () => {
    bench.double.knobs.userCacheSeconds = 5;
    await bench.logIn('jane.doe', 'jane-old-pw-1');
    await bench.double.setPassword('jane.doe', 'another password');
    bench.double.store.createUser({ username: 'latest', role: 'read-only' });
    const latest = bench.cookieOf('latest');

    const logins = async () => [
      (await bench.logIn('jane.doe', 'jane-old-pw-1')).status,
      (await bench.logIn('jane.doe', 'another password')).status,
      (await bench.call('GET 5.0/user/current', { cookie: latest })).status,
    ];
    expect(await logins()).toEqual([200, 401, 401]);
    expect((await bench.row('latest')).username).toBe('latest');
    bench.now += 5000;
    expect(await logins()).toEqual([401, 200, 200]);
  });
});

describe("the server's own reset", () => {
  test.each(currentVersions)('in %s stores a token, which logs in', async (version) => {
    const before = bench.user('jane.doe').lastUpdated;
    const body = { email: 'jane.doe@example.com' };
    const alert = "Successfully sent password reset to email 'jane.doe@example.com'";
    expect(await bench.call(`POST ${version}/user/reset_password`, { as: null, body })).toMatchObject({ status: 200, alert });
    const { token, lastUpdated } = bench.user('jane.doe');
    expect(lastUpdated).toBeGreaterThan(before);

    const answer = await bench.call(`POST ${version}/user/login/token`, { as: null, body: { t: token } });
    expect(answer).toMatchObject({ status: 200, alert: 'Successfully logged in.' });
    expect(bench.user('jane.doe').token).toBe(token);
    expect(bench.user('jane.doe').lastAuthenticated).not.toBeNull();
  });

  test('an unknown address: 404; an unknown token: 401', async () => {
    const asked = await bench.call('POST 5.0/user/reset_password', { as: null, body: { email: 'x@example.com' } });
    expect(asked).toMatchObject({ status: 404, alert: "No account with the email address 'x@example.com' was found!" });
    for (const body of [{ t: 'x' }, {}]) {
      const alert = 'Invalid token. Please contact your administrator.';
      expect(await bench.call('POST 5.0/user/login/token', { as: null, body })).toMatchObject({ status: 401, alert });
    }
  });
});
