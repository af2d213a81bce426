import type { GoldenRequest } from '#test/golden/exchange.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

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
