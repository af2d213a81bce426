import { expect, test } from '@jest/globals';
import { changePassword, resetPassword } from '#lib/dialects/crafter-profile/routes.ts';
import { expectSentences } from '#test/dialects/expect-sentences.ts';
import { problemIn } from '#test/dialects/problem-in.ts';

const under = (path: string) => [path, `${path}.json`, `/crafter-profile${path}`, `/crafter-profile${path}.json`];

test('P-reset answers at the document’s path, with .json and under the context path', () => {
  const { id, method, paths } = resetPassword;
  expect([id, method]).toEqual(['crafter-profile/reset-password', 'POST']);
  expect(paths.toSorted()).toEqual(under('/api/1/profile/{id}/reset_password').toSorted());
  expect(paths[0]).toBe('/api/1/profile/{id}/reset_password');
});

test('P-change answers at the document’s path, with .json and under the context path', () => {
  const { id, method, paths } = changePassword;
  expect([id, method]).toEqual(['crafter-profile/change-password', 'POST']);
  expect(paths.toSorted()).toEqual(under('/api/1/profile/change_password').toSorted());
  expect(paths[0]).toBe('/api/1/profile/change_password');
});

test('A4 P-reset can find accounts and request mails, but cannot read tokens or set a password', () => {
  expect(resetPassword.touches.toSorted()).toEqual(['accounts.find', 'applications.find', 'limits.count', 'resetRequests.put']);
  expect(resetPassword.hashesPasswords).toBe(false);
});

test('A4 P-change can find accounts and set the password, but cannot request a mail', () => {
  expect(changePassword.touches.toSorted()).toEqual([
    'accounts.findRedeemable',
    'accounts.setPassword',
    'applications.find',
    'limits.count',
    'resetTokens.find',
    'resetTokens.notBefore',
  ]);
  expect(changePassword.hashesPasswords).toBe(true);
});

test('P4 missing parameters are named in the order of the contract’s table', () => {
  expect(problemIn(resetPassword.parameters(), { accessTokenId: 'a' })).toBe('resetPasswordUrl is missing');
  expect(problemIn(changePassword.parameters(), { accessTokenId: 'a' })).toBe('resetTokenId is missing');
  expect(problemIn(changePassword.parameters(), { accessTokenId: 'a', resetTokenId: 'x' })).toBe('newPassword is missing');
});

test('P4 an empty value counts as present', () => {
  expect(problemIn(resetPassword.parameters(), { accessTokenId: 'a', resetPasswordUrl: '' })).toBeNull();
  expect(problemIn(changePassword.parameters(), { accessTokenId: 'a', resetTokenId: '', newPassword: '' })).toBeNull();
});

test('P5 any text in the path is an id to look up', () => {
  expect(problemIn(resetPassword.path(), { id: 'x' })).toBeNull();
  expect(problemIn(resetPassword.path(), {})).toBe('id is missing');
});

test('each call has one sentence on what it does, and one on what its failure means to people', () => {
  expectSentences([resetPassword, changePassword], 'Crafter Profile');
});
