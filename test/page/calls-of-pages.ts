import type { GoldenRequest } from '#test/golden/exchange.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

const json = { 'content-type': 'application/json' };
const token = 'A'.repeat(43);

/** A call of the reset page's script. */
export function callOfPage(path: string, fields: object): GoldenRequest {
  return { method: 'POST', path: `/reset-password/${path}`, headers: json, body: JSON.stringify(fields) };
}

/** A call of each route that only the reset page's script calls. The token in it is nobody's. */
export const callsOfLinks = {
  'crafter-studio-page/check-link': callOfPage('crafter-studio/check-link', { token }),
  'crafter-profile-page/check-link': callOfPage('crafter-profile/check-link', { token }),
  'crafter-profile-page/set-password': callOfPage('crafter-profile/set-password', { token, password: 'a good pass phrase' }),
} as const satisfies { readonly [routeId: string]: GoldenRequest };

/** A valid call to each route of the pages. */
export const callsOfPages = {
  'page/reset-password': { method: 'GET', path: '/reset-password', headers: { 'accept-language': 'de' } },
  'page/common-passwords': { method: 'GET', path: '/reset-password/common-passwords.txt' },
  'page/health': { method: 'GET', path: '/health' },
  'page/forgot-password': { method: 'GET', path: '/forgot-password?realm=crafter-studio', headers: { 'accept-language': 'ja' } },
  'page/ask-for-link': {
    method: 'POST',
    path: '/forgot-password',
    headers: form,
    body: 'realm=crafter-studio&identifier=jane.doe',
  },
  'page/stop': { method: 'GET', path: '/reset-password/cancel', headers: { 'accept-language': 'ar' } },
  'page/cancel-request': { method: 'POST', path: '/reset-password/cancel', headers: form, body: `link=${'A'.repeat(43)}` },
  'page/disown-change': { method: 'POST', path: '/reset-password/not-me', headers: form, body: `link=${'A'.repeat(43)}` },
} as const satisfies { readonly [routeId: string]: GoldenRequest };
