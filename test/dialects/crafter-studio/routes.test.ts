import { expect, test } from '@jest/globals';
import { forgotPassword, resetPassword, setPassword, validateToken } from '#lib/dialects/crafter-studio/routes.ts';
import { verbsInForce } from '#lib/http/route.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { expectSentences } from '#test/dialects/expect-sentences.ts';
import { problemIn } from '#test/dialects/problem-in.ts';

test.each([
  ['crafter-studio/forgot-password', forgotPassword, 'GET', '/api/1/services/api/1/user/forgot-password.json'],
  ['crafter-studio/validate-token', validateToken, 'GET', '/api/1/services/api/1/user/validate-token.json'],
  ['crafter-studio/set-password', setPassword, 'POST', '/api/1/services/api/1/user/set-password.json'],
  ['crafter-studio/reset-password', resetPassword, 'POST', '/api/2/user/reset-password/{username}'],
] as const)('%s answers at its documented path and under the context path', (id, route, method, path) => {
  expect(route).toMatchObject({ id, method, paths: [path, `/studio${path}`] });
});

test('E2 A4 forgot-password writes the request, and can find accounts only if they are not concealed', () => {
  expect(forgotPassword.touches.toSorted()).toEqual(['limits.count', 'resetRequests.put']);
  expect(forgotPassword.mayTouch.verbs).toEqual(['accounts.find']);
  expect(verbsInForce(forgotPassword, parseSettings({}))).toContain(forgotPassword.mayTouch.verbs[0]);
  expect(verbsInForce(forgotPassword, parseSettings({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' }))).not.toContain(
    forgotPassword.mayTouch.verbs[0],
  );
});

test('A4 the other calls may do only what their rows need', () => {
  expect(validateToken.touches.toSorted()).toEqual([
    'accounts.findUnchanged',
    'limits.count',
    'resetTokens.find',
    'resetTokens.notBefore',
  ]);
  expect(setPassword.touches.toSorted()).toEqual([
    'accounts.findRedeemable',
    'accounts.setPassword',
    'limits.count',
    'resetTokens.find',
    'resetTokens.notBefore',
  ]);
  expect(resetPassword.touches.toSorted()).toEqual([
    'accounts.find',
    'accounts.setPassword',
    'resetRequests.put',
    'secrets.administrators',
  ]);
});

test('the calls that set a password compute its hash', () => {
  const hashing = [forgotPassword, validateToken, setPassword, resetPassword].filter((route) => route.hashesPasswords);
  expect(hashing).toEqual([setPassword, resetPassword]);
});

test.each([
  ['forgot-password', forgotPassword.query()],
  ['reset-password', resetPassword.path()],
])('S2 a username of %s is 1 to 255 whole characters', (_, schema) => {
  const problem = (username?: unknown) => problemIn(schema, { username });
  expect(problem('x')).toBeNull();
  expect(problem('x'.repeat(255))).toBeNull();
  expect(problem('x'.repeat(256))).toBe('username must not be longer than 255 characters');
  expect(problem('')).toBe('username must not be empty');
  expect(problem()).toBe('username is missing');
  expect(problem(7)).toBe('username must be a string');
  expect(problem('x\ud83d')).toBe('username must be whole characters');
});

test('S2 validate-token and set-password require texts that are not empty', () => {
  expect(problemIn(validateToken.query(), { token: 'x' })).toBeNull();
  expect(problemIn(validateToken.query(), {})).toBe('token is missing');
  expect(problemIn(validateToken.query(), { token: '' })).toBe('token must not be empty');
  expect(problemIn(setPassword.body(), { token: 'x', new: 'y' })).toBeNull();
  expect(problemIn(setPassword.body(), { new: 'y' })).toBe('token is missing');
  expect(problemIn(setPassword.body(), { token: 'x' })).toBe('new is missing');
  expect(problemIn(setPassword.body(), { token: 'x', new: '' })).toBe('new must not be empty');
});

test('S2 S3 the administrator’s body may be absent or without a password, but may not have a bad password', () => {
  expect(resetPassword.bodyMayBeAbsent).toBe(true);
  expect(problemIn(resetPassword.body(), {})).toBeNull();
  expect(problemIn(resetPassword.body(), { new: 'x' })).toBeNull();
  expect(problemIn(resetPassword.body(), { new: '' })).toBe('new must not be empty');
  expect(problemIn(resetPassword.body(), { new: null })).toBe('new must be a string');
});

test('each call has one sentence on what it does, and one on what its failure means to people', () => {
  expectSentences([forgotPassword, validateToken, setPassword, resetPassword], 'Studio');
});
