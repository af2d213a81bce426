import { checkProfileLink, checkStudioLink, setProfilePassword } from '#lib/page/calls/routes.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';

const refused = (description: string): DescribedAnswer => ({ rows: {}, description, body: 'pageRefusal' });

const token = 'The token of the link.';
const sent = 'The script of the reset page sends it. Rekey refuses it from another site and in any content type but JSON.';
const answers = {
  401: refused('The link does not work. It is the same for every reason.'),
  403: refused('The request comes from another site, or past the proxy.'),
  413: refused('The body is over 16 KiB.'),
  429: { ...refused('Too many requests.'), headers: ['Retry-After'] },
} as const;

const checksLink = (more: string): DescribedOperation => ({
  tag: 'Pages',
  notes: { token },
  description: `${sent} It spends nothing, and the link still works.${more}`,
  headers: [],
  answers: {
    200: { rows: {}, description: 'The link works, and this is the username that it is for.', body: 'linkOwner' },
    400: refused('The body cannot be read.'),
    ...answers,
    500: refused('A failure.'),
  },
});

const ofTenants = ' It knows the links of tenants in `REKEY_CRAFTER_PROFILE_SELF_SERVICE` only.';

/** What the document says about the calls of the reset page's script. They are not a contract, because the page always has the version of its calls. */
export const pageCalls: { readonly [routeId: string]: DescribedOperation } = {
  [checkStudioLink.id]: checksLink(''),
  [checkProfileLink.id]: checksLink(ofTenants),
  [setProfilePassword.id]: {
    tag: 'Pages',
    notes: { token, password: 'The new password.' },
    description: `${sent}${ofTenants} If the password is refused, the link still works.`,
    headers: [],
    answers: {
      200: { rows: {}, description: 'The password is set, and no other link of the profile works any more.', body: 'done' },
      400: refused('The password was refused, and `reason` says why. Without a `reason`, the body cannot be read.'),
      ...answers,
      500: refused('A failure. One message says that it is unknown whether the password was set.'),
    },
  },
};
