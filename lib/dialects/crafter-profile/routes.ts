import * as z from 'zod/mini';
import { text } from '#lib/http/check-input.ts';
import { defineRoute, withContextPath } from '#lib/http/route.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';

/** The stock Java client appends the extension. A stock install answers under the context path. */
const alsoAnswered = (path: `/${string}`) => withContextPath('/crafter-profile', [path, `${path}.json`]);

/** The documents' name of the list, and the one that the stock client really sends. */
const listParameters = ['attributesToReturn', 'attributeToReturn'] as const;

/** What a password change in the product's own server needs of the shadow. The server judges the application by its access token. */
const claiming = ['shadows.find', 'shadows.claim', 'shadows.release', 'shadows.settle', 'shadows.replaceStamp'] as const;

/** What both calls take around their own parameters. */
const accessTokenId = () => ({ accessTokenId: text() });
const lists = () => ({ attributesToReturn: z.optional(z.array(text())), attributeToReturn: z.optional(z.array(text())) });

export const resetPassword = defineRoute({
  id: 'crafter-profile/reset-password',
  method: 'POST',
  paths: alsoAnswered('/api/1/profile/{id}/reset_password'),
  summary: 'Mails a reset link to a profile’s user',
  path: madeOnce(() => z.object({ id: text() })),
  parameters: madeOnce(() => z.object({ ...accessTokenId(), resetPasswordUrl: text(), ...lists() })),
  listParameters,
  touches: ['applications.find', 'limits.count', 'accounts.find', 'resetRequests.put'],
  touchesUpstream: ['applications.find', 'limits.count', 'resetRequests.put'],
  reads: ['crafterProfileUrl'],
  hashesPasswords: false,
  onFailure: 'People who forgot the password of their Crafter Profile get no reset mail.',
});

export const changePassword = defineRoute({
  id: 'crafter-profile/change-password',
  method: 'POST',
  paths: alsoAnswered('/api/1/profile/change_password'),
  summary: 'Sets a profile’s password with the token from the mail',
  parameters: madeOnce(() => z.object({ ...accessTokenId(), resetTokenId: text(), newPassword: text(), ...lists() })),
  listParameters,
  touches: [
    'applications.find',
    'limits.count',
    'resetTokens.find',
    'resetTokens.notBefore',
    'accounts.findRedeemable',
    'accounts.setPassword',
  ],
  touchesUpstream: ['limits.count', 'resetTokens.find', 'resetTokens.notBefore', ...claiming],
  reads: ['crafterProfileUrl', 'crafterProfileTokensUntil', 'passwordPolicies'],
  hashesPasswords: true,
  onFailure: 'People with a Crafter Profile cannot use their reset links.',
});
