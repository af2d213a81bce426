import * as z from 'zod/mini';
import { nonEmptyText } from '#lib/http/check-input.ts';
import { defineRoute, withContextPath } from '#lib/http/route.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { username } from './username.ts';

const paths = (path: `/${string}`) => withContextPath('/studio', [path]);

/** What it takes to do the same with the credential that Studio gave the caller. */
const asCaller = ['limits.count', 'shadows.find', 'shadows.claim', 'shadows.release', 'shadows.settle'] as const;

export const forgotPassword = defineRoute({
  id: 'crafter-studio/forgot-password',
  method: 'GET',
  paths: paths('/api/1/services/api/1/user/forgot-password.json'),
  summary: 'Mails a reset link to a Studio user',
  query: madeOnce(() => z.object({ username: username() })),
  touches: ['limits.count', 'resetRequests.put'],
  mayTouch: { verbs: ['accounts.find'], unless: 'concealStudioAccounts' },
  hashesPasswords: false,
  onFailure: 'People who forgot the password of their Crafter Studio account get no reset mail.',
});

export const validateToken = defineRoute({
  id: 'crafter-studio/validate-token',
  method: 'GET',
  paths: paths('/api/1/services/api/1/user/validate-token.json'),
  summary: 'Says whether a reset token is still good, without spending it',
  query: madeOnce(() => z.object({ token: nonEmptyText() })),
  touches: ['limits.count', 'resetTokens.find', 'resetTokens.notBefore', 'accounts.findUnchanged'],
  hashesPasswords: false,
  onFailure: 'People with a Crafter Studio reset link are told that it does not work.',
});

export const setPassword = defineRoute({
  id: 'crafter-studio/set-password',
  method: 'POST',
  paths: paths('/api/1/services/api/1/user/set-password.json'),
  summary: 'Sets a Studio user’s password with the token from the mail',
  body: madeOnce(() => z.object({ token: nonEmptyText(), new: nonEmptyText() })),
  touches: ['limits.count', 'resetTokens.find', 'resetTokens.notBefore', 'accounts.findRedeemable', 'accounts.setPassword'],
  hashesPasswords: true,
  onFailure: 'People with a Crafter Studio reset link cannot set a new password.',
});

export const resetPassword = defineRoute({
  id: 'crafter-studio/reset-password',
  method: 'POST',
  paths: paths('/api/2/user/reset-password/{username}'),
  summary: 'Lets an administrator set a Studio user’s password, or start a reset',
  path: madeOnce(() => z.object({ username: username() })),
  body: madeOnce(() => z.object({ new: z.optional(nonEmptyText()) })),
  bodyMayBeAbsent: true,
  touches: ['secrets.administrators', 'accounts.find', 'accounts.setPassword', 'resetRequests.put'],
  touchesUpstream: ['secrets.administrators', 'accounts.find', 'accounts.setPassword', 'resetRequests.put', ...asCaller],
  hashesPasswords: true,
  onFailure: 'Administrators cannot reset the passwords of Crafter Studio users.',
});
