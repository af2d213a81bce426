import * as z from 'zod/mini';
import { text } from '#lib/http/check-input.ts';
import { defineRoute, withContextPath } from '#lib/http/route.ts';

/** The stock Java client appends the extension; a stock install lives under the context path. */
const alsoAnswered = (path: `/${string}`) => withContextPath('/crafter-profile', [path, `${path}.json`]);

export const resetPassword = defineRoute({
  id: 'crafter-profile/reset-password',
  method: 'POST',
  paths: alsoAnswered('/api/1/profile/{id}/reset_password'),
  summary: 'Mails a reset link to a profile’s user',
  get path() {
    return z.object({ id: text() });
  },
  get query() {
    return z.object({ resetPasswordUrl: text() });
  },
  touches: ['applications.find', 'limits.count', 'accounts.find', 'resetRequests.put'],
  hashesPasswords: false,
  onFailure: 'People who forgot the password of their Crafter Profile get no reset mail.',
});

export const changePassword = defineRoute({
  id: 'crafter-profile/change-password',
  method: 'POST',
  paths: alsoAnswered('/api/1/profile/change_password'),
  summary: 'Sets a profile’s password with the token from the mail',
  get query() {
    return z.object({ resetTokenId: text(), newPassword: text() });
  },
  touches: ['applications.find', 'limits.count', 'resetTokens.find', 'accounts.find', 'accounts.setPassword'],
  hashesPasswords: true,
  onFailure: 'People with a Crafter Profile cannot use their reset links.',
});
