import { forgotPassword, resetPassword, setPassword, validateToken } from '#lib/dialects/crafter-studio/routes.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';

const common = {
  tag: 'Crafter Studio',
  headers: ['Cache-Control', 'X-Content-Type-Options', 'Referrer-Policy', 'Strict-Transport-Security'],
} as const;

const username = 'Matches exactly.';
const token = 'The token from the mail.';

const anyType = 'The body is read as JSON whatever its Content-Type says; unknown keys are ignored.';

const S2 = { when: 'A required parameter is absent, empty or no string; a username over 255 characters' };
const S8 = { when: 'The password is refused; `reason` says why' };

const saying = (row: string, when: string): DescribedAnswer => ({ rows: { [row]: { when } }, body: 'studioMessage' });

const limited: DescribedAnswer = { ...saying('S9', 'Too many requests of this address'), headers: ['Retry-After'] };
const failed = saying('S10', 'Anything else');
const badToken: DescribedAnswer = {
  rows: {
    S5: { when: 'The token is bad in whatever way, or its account is closed' },
    S6: { when: 'The account is externally managed' },
  },
  body: 'studioMessage',
};

export const crafterStudioOperations: { readonly [routeId: string]: DescribedOperation } = {
  [forgotPassword.id]: {
    ...common,
    notes: { username },
    description:
      'Where `REKEY_CONCEAL_STUDIO_ACCOUNTS` is set, every well-formed username gets the 200. A disabled user and one without a usable address get it too, and no mail.',
    answers: {
      200: { ...saying('S1', 'The mail is on its way'), headers: ['Location'] },
      400: { rows: { S2 }, body: 'studioMessage' },
      403: saying('S6', 'The user is externally managed'),
      404: saying('S7', 'No such user'),
      429: limited,
      500: failed,
      503: {
        rows: {
          K11: {
            when: 'A browser asks ahead of its user; no mail is sent',
            golden: 'K11 forgot-password of jane.doe is not for a browser with Sec-Purpose: prefetch',
          },
        },
        body: 'studioMessage',
      },
    },
  },
  [validateToken.id]: {
    ...common,
    notes: { token },
    description: 'For the page that asks for the new password.',
    answers: {
      200: saying('S1', 'The token is good, and stays so'),
      400: { rows: { S2 }, body: 'studioMessage' },
      401: badToken,
      429: limited,
      500: failed,
    },
  },
  [setPassword.id]: {
    ...common,
    notes: { token, new: 'The new password.' },
    description: `${anyType} A refused password leaves the token good.`,
    answers: {
      200: { ...saying('S1', 'The password is set, and every other token of the user is dead'), headers: ['Location'] },
      400: { rows: { S2, S3: { when: 'The body is no JSON object' }, S8 }, body: 'studioRefusal' },
      401: badToken,
      429: limited,
      500: failed,
    },
  },
  [resetPassword.id]: {
    ...common,
    notes: { username, new: 'The new password; absent to have the mail sent instead.' },
    description: `Without \`new\` the administrator starts a reset, and the user gets the mail. ${anyType}`,
    credential: 'administratorToken',
    answers: {
      200: {
        rows: {
          S1: { when: 'The password is set' },
          'S1.start': { when: 'Without `new`: the mail is on its way', golden: 'S1 reset-password with {} starts a reset' },
        },
        body: 'studioMessage',
      },
      400: { rows: { S2, S3: { when: 'The body is no JSON object' }, S8 }, body: 'studioRefusal' },
      401: saying('S4', 'Not an administrator'),
      403: saying('S6', 'The user is externally managed'),
      404: saying('S7', 'No such user'),
      500: saying('S10', 'Anything else; the error’s name and the request’s id lead to it in the logs'),
    },
  },
};
