import { expect, test } from '@jest/globals';
import { getCurrentUser, loginWithToken, resetPassword, updateCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { verbsInForce } from '#lib/http/route.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { expectSentences } from '#test/dialects/expect-sentences.ts';
import { problemIn } from '#test/dialects/problem-in.ts';

const all = [resetPassword, loginWithToken, getCurrentUser, updateCurrentUser];

test.each([
  ['traffic-ops/reset-password', resetPassword, 'POST', '/api/{version}/user/reset_password'],
  ['traffic-ops/login-with-token', loginWithToken, 'POST', '/api/{version}/user/login/token'],
  ['traffic-ops/get-current-user', getCurrentUser, 'GET', '/api/{version}/user/current'],
  ['traffic-ops/update-current-user', updateCurrentUser, 'PUT', '/api/{version}/user/current'],
] as const)(
  '%s answers at its documented path, with a slash at its end too, in the versions of the contract',
  (id, route, method, path) => {
    expect(route).toMatchObject({ id, method, paths: [path, `${path}/{slash+}`] });
    const isServed = (version: string) => problemIn(route.path(), { version }) === null;
    expect(['3.0', '3.1', '4.0', '4.1', '5.0'].filter(isServed)).toHaveLength(5);
    expect(problemIn(route.path(), { version: '5.0', slash: '' })).toBeNull();
    expect(problemIn(route.path(), { version: '5.0', slash: 'x' })).toBe('slash must be empty');
    expect(['', '1.5', '2.0', '3', '5', '5.1', '6.0', '{version}'].filter(isServed)).toEqual([]);
  },
);

test('E2 A4 reset-password writes the request, and can look for addresses only if the operator reveals them', () => {
  expect(resetPassword.touches.toSorted()).toEqual(['limits.count', 'resetRequests.put']);
  expect(resetPassword.mayTouch.verbs).toEqual(['accounts.hasAddress']);
  expect(verbsInForce(resetPassword, parseSettings({}))).not.toContain(resetPassword.mayTouch.verbs[0]);
  expect(verbsInForce(resetPassword, parseSettings({ REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS: 'true' }))).toContain(
    resetPassword.mayTouch.verbs[0],
  );
});

test('A4 the other calls may do only what their rows need', () => {
  expect(loginWithToken.touches.toSorted()).toEqual([
    'accounts.findUnchanged',
    'limits.count',
    'resetTokens.find',
    'resetTokens.notBefore',
    'secrets.trafficOpsSessions',
  ]);
  expect(getCurrentUser.touches.toSorted()).toEqual(['accounts.find', 'resetTokens.notBefore', 'secrets.trafficOpsSessions']);
  const setting = [
    'accounts.find',
    'accounts.setPassword',
    'limits.count',
    'resetTokens.notBefore',
    'secrets.trafficOpsSessions',
  ];
  expect(updateCurrentUser.touches.toSorted()).toEqual(setting);
});

test('the call that sets a password computes its hash', () => {
  expect(all.filter((route) => route.hashesPasswords)).toEqual([updateCurrentUser]);
});

test('T3 the body of reset-password has one mail address', () => {
  const problem = (email?: unknown) => problemIn(resetPassword.body(), { email });
  expect(problem('Foo <a@b.c>')).toBeNull();
  expect(problem('a@b.c,d@e.f')).toBe('email must be one mail address');
  expect(problem('')).toBe('email must be one mail address');
  expect(problem(7)).toBe('email must be a string');
  expect(problem(null)).toBe('email must be a string');
  expect(problem()).toBe('email is missing');
});

test('T7 T8 the token of login-with-token may be absent, but is text', () => {
  for (const body of [{}, { t: null }, { t: '' }, { t: 'x' }]) {
    expect(problemIn(loginWithToken.body(), body)).toBeNull();
  }
  expect(problemIn(loginWithToken.body(), { t: 7 })).toBe('t must be a string');
});

test('each call has one sentence on what it does, and one on what its failure means to people', () => {
  expectSentences(all, 'Traffic Ops');
});
