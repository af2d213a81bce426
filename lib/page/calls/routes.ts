import * as z from 'zod/mini';
import { nonEmptyText } from '#lib/http/check-input.ts';
import { defineRoute } from '#lib/http/route.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';

/**
 * The calls that only the reset page makes, because the contracts of its products have none for them (ADR 30 and 31). Each serves one realm, so that its
 * function can do nothing in another.
 */

const link = madeOnce(() => z.object({ token: nonEmptyText() }));
const looks = ['limits.count', 'resetTokens.find', 'resetTokens.notBefore', 'accounts.findRedeemable'] as const;

export const checkStudioLink = defineRoute({
  id: 'crafter-studio-page/check-link',
  method: 'POST',
  paths: ['/reset-password/crafter-studio/check-link'],
  summary: 'Says whose Crafter Studio link this is, without spending it',
  body: link,
  touches: looks,
  hashesPasswords: false,
  onFailure: 'People who follow their Crafter Studio reset link to Rekey’s page cannot choose a password.',
});

export const checkProfileLink = defineRoute({
  id: 'crafter-profile-page/check-link',
  method: 'POST',
  paths: ['/reset-password/crafter-profile/check-link'],
  summary: 'Says whose Crafter Profile link this is, without spending it',
  body: link,
  touches: looks,
  reads: ['crafterProfileSelfService'],
  hashesPasswords: false,
  onFailure: 'People who follow their Crafter Profile reset link to Rekey’s page cannot choose a password.',
});

export const setProfilePassword = defineRoute({
  id: 'crafter-profile-page/set-password',
  method: 'POST',
  paths: ['/reset-password/crafter-profile/set-password'],
  summary: 'Sets the password of a profile with the token from the mail, for tenants whose people ask for themselves',
  body: madeOnce(() => z.object({ token: nonEmptyText(), password: nonEmptyText() })),
  touches: [...looks, 'accounts.setPassword'],
  reads: ['crafterProfileSelfService'],
  hashesPasswords: true,
  onFailure: 'People who asked for themselves for a new Crafter Profile password cannot set it.',
});
