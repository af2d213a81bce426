import * as z from 'zod/mini';
import { text } from '#lib/http/check-input.ts';
import { defineRoute, withContextPath } from '#lib/http/route.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { askedUsername, field, parameter, usernameField } from './fields.ts';

/** Studio answers with the extension too, and people's Studio has a context path. */
const paths = (path: `/${string}`) => withContextPath('/studio', [path, `${path}.json`]);

/** Passes a call on to Studio's own server, and ends the user's links afterwards. */
const passingOn = ['limits.count', 'accounts.find', 'shadows.replaceStamp'] as const;

export const forgotPassword = defineRoute({
  id: 'crafter-studio-v2/forgot-password',
  method: 'GET',
  paths: paths('/api/2/users/forgot_password'),
  summary: 'Mails a reset link to a user, for the login page of Studio',
  query: madeOnce(() => z.object({ username: askedUsername() })),
  touches: ['limits.count', 'resetRequests.put'],
  hashesPasswords: false,
  onFailure: 'People who ask for a new password on the login page of Crafter Studio get no reset mail.',
});

export const validateToken = defineRoute({
  id: 'crafter-studio-v2/validate-token',
  method: 'GET',
  paths: paths('/api/2/users/validate_token'),
  summary: 'Says to the login page of Studio whether a reset token is still good, without spending it',
  query: madeOnce(() => z.object({ token: parameter() })),
  touches: ['limits.count', 'resetTokens.find', 'resetTokens.notBefore', 'accounts.findUnchanged'],
  hashesPasswords: false,
  onFailure: 'People with a reset link are told on the login page of Crafter Studio that it does not work.',
});

export const setPassword = defineRoute({
  id: 'crafter-studio-v2/set-password',
  method: 'POST',
  paths: paths('/api/2/users/set_password'),
  summary: 'Sets a user’s password with the token from the mail, for the login page of Studio',
  body: madeOnce(() => z.object({ token: field(), new: field() })),
  touches: ['limits.count', 'resetTokens.find', 'resetTokens.notBefore', 'accounts.findRedeemable', 'accounts.setPassword'],
  hashesPasswords: true,
  onFailure: 'People with a reset link cannot set a new password on the login page of Crafter Studio.',
});

export const resetPassword = defineRoute({
  id: 'crafter-studio-v2/reset-password',
  method: 'POST',
  paths: paths('/api/2/users/{username}/reset_password'),
  summary: 'Lets an administrator set a user’s password in the user management of Studio',
  // These would lead to another path of Studio's own server.
  path: madeOnce(() => z.object({ username: text().check(z.refine((name) => !['.', '..'].includes(name))) })),
  body: madeOnce(() => z.object({ new: field(), username: usernameField() })),
  touches: ['secrets.administrators', 'accounts.find', 'accounts.setPassword'],
  touchesUpstream: passingOn,
  hashesPasswords: true,
  onFailure: 'Administrators cannot set the passwords of users in Crafter Studio’s user management.',
});

/** Only Studio knows who is logged in there. So if Rekey keeps the accounts itself, nobody is. */
export const changeOwnPassword = defineRoute({
  id: 'crafter-studio-v2/change-own-password',
  method: 'POST',
  paths: paths('/api/2/users/me/change_password'),
  summary: 'Lets a user who is logged in to Studio change the own password',
  touches: [],
  touchesUpstream: passingOn,
  hashesPasswords: false,
  onFailure: 'People who are logged in to Crafter Studio cannot change their password.',
});
