import { expect, test } from '@jest/globals';
import {
  changeOwnPassword,
  forgotPassword,
  resetPassword,
  setPassword,
  validateToken,
} from '#lib/dialects/crafter-studio-v2/routes.ts';
import { computesHashes, verbsInForce } from '#lib/http/route.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { expectSentences } from '#test/dialects/expect-sentences.ts';
import { problemIn } from '#test/dialects/problem-in.ts';

const routes = [forgotPassword, validateToken, setPassword, resetPassword, changeOwnPassword];
const own = parseSettings({});
const beforeStudio = parseSettings({ REKEY_CRAFTER_STUDIO_URL: 'https://studio.example.com/studio' });

test.each([
  ['forgot-password', forgotPassword, 'GET', 'forgot_password'],
  ['validate-token', validateToken, 'GET', 'validate_token'],
  ['set-password', setPassword, 'POST', 'set_password'],
  ['reset-password', resetPassword, 'POST', '{username}/reset_password'],
  ['change-own-password', changeOwnPassword, 'POST', 'me/change_password'],
] as const)('crafter-studio-v2/%s answers with and without its extension and the context path', (name, route, method, end) => {
  const path = `/api/2/users/${end}`;
  const paths = [path, `${path}.json`, `/studio${path}`, `/studio${path}.json`];
  expect(route).toMatchObject({ id: `crafter-studio-v2/${name}`, method, paths });
});

test('E2 A4 forgot-password cannot find accounts, whatever the settings are', () => {
  for (const settings of [own, beforeStudio, parseSettings({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'false' })]) {
    expect(verbsInForce(forgotPassword, settings).toSorted()).toEqual(['limits.count', 'resetRequests.put']);
  }
});

test('A4 the other calls may do only what their rows need', () => {
  const redeeming = [
    'accounts.findRedeemable',
    'accounts.setPassword',
    'limits.count',
    'resetTokens.find',
    'resetTokens.notBefore',
  ];
  for (const settings of [own, beforeStudio]) {
    expect(verbsInForce(validateToken, settings).toSorted()).toEqual([
      'accounts.findUnchanged',
      'limits.count',
      'resetTokens.find',
      'resetTokens.notBefore',
    ]);
    expect(verbsInForce(setPassword, settings).toSorted()).toEqual(redeeming);
  }
  expect(verbsInForce(resetPassword, own).toSorted()).toEqual([
    'accounts.find',
    'accounts.setPassword',
    'secrets.administrators',
  ]);
  expect(verbsInForce(changeOwnPassword, own)).toEqual([]);
});

test('A4 in front of Studio’s own server, the calls that are passed on can end links and set no password', () => {
  for (const route of [resetPassword, changeOwnPassword]) {
    expect(verbsInForce(route, beforeStudio).toSorted()).toEqual(['accounts.find', 'limits.count', 'shadows.replaceStamp']);
  }
});

test('the calls that set a password compute its hash, unless Studio does', () => {
  expect(routes.filter((route) => computesHashes(route, own))).toEqual([setPassword, resetPassword]);
  expect(routes.filter((route) => computesHashes(route, beforeStudio))).toEqual([]);
});

test.each([
  ['username', forgotPassword.query()],
  ['token', validateToken.query()],
])('VF2 VF3 VV2 VV3 %s is a text that is not blank', (name, schema) => {
  expect(problemIn(schema, { [name]: 'x' })).toBeNull();
  expect(problemIn(schema, {})).toBe(`${name} is missing`);
  for (const blank of ['', ' ', '\n\t']) {
    expect(problemIn(schema, { [name]: blank })).toBe(`${name} must not be blank`);
  }
});

test.each<[string, string | null]>([
  ['jane.doe', 'jane.doe'],
  [' Jane.Doe\n', 'Jane.Doe'],
  ['jane doe', 'jane+doe'],
  ['jane  doe ', 'jane++doe'],
  ['u'.repeat(255), 'u'.repeat(255)],
  ['u'.repeat(256), null],
  [`${'u'.repeat(255)}${' '.repeat(746)}`, null],
  ['jane\u200bdoe', null],
  ['jane\u00a0doe', null],
  ['jane\ud800', null],
  ['\u200b', null],
])('VF1 VF4 the username %j is read as %j', (given, username) => {
  expect(forgotPassword.query().parse({ username: given })).toEqual({ username });
});

test.each([undefined, null, '', ' ', 7, ['x'], { a: 'b' }])('VW2 VR2 a field of a body that is %j counts as blank', (value) => {
  expect(problemIn(setPassword.body(), { token: value, new: 'y' })).toBe('token must not be blank');
  expect(problemIn(setPassword.body(), { token: 'x', new: value })).toBe('new must not be blank');
  expect(problemIn(resetPassword.body(), { new: 'x', username: value })).toBe('username must not be blank');
});

test('VR2 a username is one that Studio allows', () => {
  const problem = (username: string) => problemIn(resetPassword.body(), { new: 'x', username });
  for (const good of ['ab', 'jane.doe', 'Jane-Doe_1', 'jane+a@example.com', 'u'.repeat(255)]) {
    expect(problem(good)).toBeNull();
  }
  for (const bad of ['a', '1ab', '.ab', 'jane doe', 'jane\n', 'jáne', 'a/b', 'u'.repeat(256)]) {
    expect(problem(bad)).toBe('username Value is not a valid username');
  }
});

test('VR2 a path does not lead to another path', () => {
  for (const username of ['.', '..']) {
    expect(problemIn(resetPassword.path(), { username })).not.toBeNull();
  }
  expect(problemIn(resetPassword.path(), { username: '...' })).toBeNull();
});

test('each call has one sentence on what it does, and one on what its failure means to people', () => {
  expectSentences(routes, 'Studio');
});
