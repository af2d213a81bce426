import * as z from 'zod/mini';
import { nonEmptyText } from '#lib/http/check-input.ts';
import { defineRoute } from '#lib/http/route.ts';
import { longestTypedName } from '#lib/reset/typed-name.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { pageRealms } from './asked-realms.ts';
import { wellKnownPath } from './page-address.ts';

const readByEveryPage = [
  'language',
  'brandName',
  'brandLogo',
  'brandColor',
  'brandColorDark',
  'supportAddress',
  'products',
  'crafterProfileSelfService',
  'profileName',
  'studioName',
  'trafficOpsName',
] as const;

/** The language of the page; without it the browser's languages decide. */
const lang = () => z.optional(z.string());
const languageOnly = madeOnce(() => z.object({ lang: lang() }));
/** The page asks about this product only; without it the page asks about all. */
const oneProduct = madeOnce(() => z.object({ realm: z.optional(z.string()), lang: lang() }));

export const resetPassword = defineRoute({
  id: 'page/reset-password',
  method: 'GET',
  answersHead: true,
  // A mail tool may write `%23` for `#`. Then the rest of the link arrives as a part of the path.
  paths: ['/reset-password', '/reset-password/{rest+}', '/{page}'],
  summary: 'The page that a reset link leads to',
  query: languageOnly,
  touches: [],
  reads: [
    ...readByEveryPage,
    'passwordPolicies',
    'crafterStudioUrl',
    'profileSignInUrl',
    'studioSignInUrl',
    'trafficOpsSignInUrl',
  ],
  hashesPasswords: false,
  onFailure: 'People who follow their reset link find no page to choose a password on.',
});

export const commonPasswords = defineRoute({
  id: 'page/common-passwords',
  method: 'GET',
  answersHead: true,
  paths: ['/reset-password/common-passwords.txt'],
  summary: 'The passwords that are refused as too common, for that page',
  touches: [],
  hashesPasswords: false,
  // The server refuses common passwords all the same.
  onFailure: null,
});

export const forgotPassword = defineRoute({
  id: 'page/forgot-password',
  method: 'GET',
  answersHead: true,
  paths: ['/forgot-password', '/forgot-password/{rest+}', wellKnownPath],
  summary: 'The page that asks whose password was forgotten',
  query: oneProduct,
  touches: [],
  reads: readByEveryPage,
  hashesPasswords: false,
  onFailure: 'People who forgot their password find no page to ask for a link on.',
});

/** It conceals accounts whatever the settings of the products' own calls say: it reads no account, so its answer is always the same. */
export const askForLink = defineRoute({
  id: 'page/ask-for-link',
  method: 'POST',
  paths: ['/forgot-password', '/forgot-password/{rest+}'],
  summary: 'Mails a reset link to the person named on that page',
  query: oneProduct,
  body: madeOnce(() =>
    z.object({
      realm: z.enum(pageRealms),
      identifier: nonEmptyText().check(z.maxLength(longestTypedName)),
      zone: z.optional(z.string()),
    }),
  ),
  bodyIsForm: true,
  touches: ['limits.count', 'resetRequests.put'],
  reads: [...readByEveryPage, 'tokenLifetimeMinutes'],
  hashesPasswords: false,
  onFailure: 'People who ask for a link on the page for it get no reset mail.',
});

/** No link of ours is as long, even if a filter has wrapped it. No regular expression runs on a longer text (F7). */
const longestPastedLink = 1_000;

const pastedLink = madeOnce(() =>
  z.object({ link: z.string().check(z.maxLength(longestPastedLink)), hold: z.optional(z.string()) }),
);

/** Following a link of a mail does nothing (K11). The page has one button, which sends the token. */
export const stop = defineRoute({
  id: 'page/stop',
  method: 'GET',
  answersHead: true,
  paths: ['/reset-password/cancel', '/reset-password/not-me'],
  summary: 'The pages on which people cancel a request, or say that they did not change their password',
  query: languageOnly,
  touches: [],
  reads: readByEveryPage,
  hashesPasswords: false,
  onFailure: 'People who got a mail that they did not ask for find no page to stop it on.',
});

export const cancelRequest = defineRoute({
  id: 'page/cancel-request',
  method: 'POST',
  paths: ['/reset-password/cancel'],
  summary: 'Ends all links of the account that the mail was for',
  query: languageOnly,
  body: pastedLink,
  bodyIsForm: true,
  touches: ['resetTokens.find', 'resetTokens.notBefore', 'stops.cancelLinks', 'limits.count'],
  reads: readByEveryPage,
  hashesPasswords: false,
  // The link expires all the same, and a mail that nobody follows does nothing.
  onFailure: null,
});

export const disownChange = defineRoute({
  id: 'page/disown-change',
  method: 'POST',
  paths: ['/reset-password/not-me'],
  summary: 'Closes the account whose owner did not make the change in the notice',
  query: languageOnly,
  body: pastedLink,
  bodyIsForm: true,
  touches: ['noticeTokens.find', 'stops.close', 'limits.count'],
  reads: readByEveryPage,
  hashesPasswords: false,
  onFailure: 'People whose password was changed by someone else cannot close their account.',
});
