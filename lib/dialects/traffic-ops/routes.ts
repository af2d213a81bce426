import * as z from 'zod/mini';
import { defineRoute } from '#lib/http/route.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { mailAddress } from './mail-address.ts';

/** Portal v1 calls 5.0 and Portal v2 calls 4.0. The clients call the other versions. */
const versions = ['3.0', '3.1', '4.0', '4.1', '5.0'] as const;
export type Version = (typeof versions)[number];

const path = madeOnce(() => z.object({ version: z.enum(versions), slash: z.optional(z.literal('', 'must be empty')) }));

/**
 * Upstream takes a slash at the end of a path. API Gateway takes no route that ends with one, so this route also takes what follows a slash, and the
 * schema refuses it unless it is empty.
 */
const withSlash = (documented: `/${string}`): readonly `/${string}`[] => [documented, `${documented}/{slash+}`];

export const resetPassword = defineRoute({
  id: 'traffic-ops/reset-password',
  method: 'POST',
  paths: withSlash('/api/{version}/user/reset_password'),
  summary: 'Mails a reset link to the user with this address',
  path,
  body: madeOnce(() => z.object({ email: mailAddress() })),
  touches: ['limits.count', 'resetRequests.put'],
  mayTouch: { verbs: ['accounts.hasAddress'], when: 'revealTrafficOpsAccounts' },
  hashesPasswords: false,
  onFailure: 'People who forgot their Traffic Ops password get no reset mail.',
});

export const loginWithToken = defineRoute({
  id: 'traffic-ops/login-with-token',
  method: 'POST',
  paths: withSlash('/api/{version}/user/login/token'),
  summary: 'Opens a session with the token from the mail',
  path,
  body: madeOnce(() => z.object({ t: z.nullish(z.string('must be a string')) })),
  touches: ['limits.count', 'resetTokens.find', 'resetTokens.notBefore', 'accounts.findUnchanged', 'secrets.trafficOpsSessions'],
  hashesPasswords: false,
  onFailure: 'People with a Traffic Ops reset link cannot log in with it.',
});

export const getCurrentUser = defineRoute({
  id: 'traffic-ops/get-current-user',
  method: 'GET',
  paths: withSlash('/api/{version}/user/current'),
  summary: 'The user of the session',
  path,
  touches: ['accounts.find', 'resetTokens.notBefore', 'secrets.trafficOpsSessions'],
  touchesUpstream: ['accounts.findUnchanged', 'resetTokens.notBefore', 'secrets.trafficOpsSessions'],
  hashesPasswords: false,
  onFailure: 'People who followed a Traffic Ops reset link do not see the page to choose a password.',
});

export const updateCurrentUser = defineRoute({
  id: 'traffic-ops/update-current-user',
  method: 'PUT',
  paths: withSlash('/api/{version}/user/current'),
  summary: 'Sets the password of the session’s user',
  path,
  touches: ['limits.count', 'accounts.find', 'accounts.setPassword', 'resetTokens.notBefore', 'secrets.trafficOpsSessions'],
  touchesUpstream: [
    'limits.count',
    'accounts.findUnchanged',
    'accounts.setPassword',
    'resetTokens.notBefore',
    'secrets.trafficOpsSessions',
  ],
  hashesPasswords: true,
  onFailure: 'People who followed a Traffic Ops reset link cannot set a new password.',
});
