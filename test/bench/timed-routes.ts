import { forgotPassword } from '#test/golden/crafter-studio/parts.ts';
import { forgotPassword as askOnLoginPage } from '#test/golden/crafter-studio-v2/parts.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { postReset } from '#test/golden/traffic-ops/messages.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';

/** Where accounts are: in Rekey's own table, or in the products' own servers. */
export const placesOfAccounts = ['own table', 'upstream'] as const;
export type PlaceOfAccounts = (typeof placesOfAccounts)[number];

type Concealing = { realm: 'crafter-studio' | 'traffic-ops'; request: (person: string) => GoldenRequest };

/** The routes that conceal who has an account. */
export const concealing = {
  'traffic-ops/reset-password': {
    realm: 'traffic-ops',
    request: (person) => postReset({ email: `${person}@example.com` }),
  },
  'crafter-studio/forgot-password': {
    realm: 'crafter-studio',
    request: (person) => forgotPassword(`?username=${person}`).request,
  },
  'crafter-studio-v2/forgot-password': {
    realm: 'crafter-studio',
    request: (person) => askOnLoginPage(`?username=${person}`).request,
  },
  'page/ask-for-link': {
    realm: 'crafter-studio',
    request: (person) => ({ ...callsOfPages['page/ask-for-link'], body: `realm=crafter-studio&identifier=${person}` }),
  },
} as const satisfies { readonly [routeId: string]: Concealing };

export const concealingIds = Object.keys(concealing) as readonly (keyof typeof concealing)[];
