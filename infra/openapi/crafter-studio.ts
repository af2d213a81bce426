import { forgotPassword, resetPassword, setPassword, validateToken } from '#lib/dialects/crafter-studio/routes.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';

const common = {
  tag: 'Crafter Studio',
  headers: ['Cache-Control', 'X-Content-Type-Options', 'Referrer-Policy', 'Strict-Transport-Security'],
} as const;

const username = 'The username, at most 255 characters. Letter case does not matter, and neither do blanks at its ends.';
const token = 'The token from the mail.';

const anyType = 'The body is read as JSON, whatever its Content-Type. Unknown keys are ignored.';

const S2 = { when: 'A required parameter is missing, empty or not a string, or the username is over 255 characters' };
const S8 = { when: 'The password is refused. `reason` says why' };

const saying = (row: string, when: string): DescribedAnswer => ({ rows: { [row]: { when } }, body: 'studioMessage' });

const limited: DescribedAnswer = { ...saying('S9', 'There were too many requests from this address'), headers: ['Retry-After'] };
const failed = saying('S10', 'Anything else went wrong');
const badToken: DescribedAnswer = {
  rows: {
    S5: { when: 'The token does not work, whatever the reason, or its account is closed' },
    S6: { when: 'The user is externally managed' },
  },
  body: 'studioMessage',
};

export const crafterStudioOperations: { readonly [routeId: string]: DescribedOperation } = {
  [forgotPassword.id]: {
    ...common,
    notes: { username },
    description:
      'If `REKEY_CONCEAL_STUDIO_ACCOUNTS` is set, every well-formed username gets the 200. A disabled user and a user without a usable address also get the 200, but no mail.',
    answers: {
      200: { ...saying('S1', 'The mail is on its way'), headers: ['Location'] },
      400: { rows: { S2 }, body: 'studioMessage' },
      403: saying('S6', 'The user is externally managed'),
      404: saying('S7', 'There is no such user'),
      429: limited,
      500: failed,
      503: {
        rows: {
          K11: {
            when: 'A browser prefetches the URL. No mail is sent',
            golden: 'K11 forgot-password of jane.doe refuses a browser with Sec-Purpose: prefetch',
          },
          M7: {
            when: 'A page of another site sends the request (`Sec-Fetch-Site: cross-site`). No mail is sent',
            golden: 'M7 forgot-password of jane.doe refuses a page of another site',
          },
        },
        body: 'studioMessage',
      },
    },
  },
  [validateToken.id]: {
    ...common,
    notes: { token },
    description: 'A page calls this before it asks for the new password.',
    answers: {
      200: saying('S1', 'The token works, and still works after this call'),
      400: { rows: { S2 }, body: 'studioMessage' },
      401: badToken,
      429: limited,
      500: failed,
    },
  },
  [setPassword.id]: {
    ...common,
    notes: { token, new: 'The new password.' },
    description: `${anyType} If the password is refused, the token still works. If Studio’s own server does not tell whether it has set the password, the answer is 500 with a message that says so, and the token no longer works.`,
    answers: {
      200: { ...saying('S1', 'The password is set, and no other token of the user works any more'), headers: ['Location'] },
      400: { rows: { S2, S3: { when: 'The body is not a JSON object' }, S8 }, body: 'studioRefusal' },
      401: badToken,
      429: limited,
      500: failed,
    },
  },
  [resetPassword.id]: {
    ...common,
    notes: { username, new: 'The new password. Without it, the user gets the mail instead.' },
    description: `Without \`new\` the administrator starts a reset, and the user gets the mail. ${anyType} If Studio’s own server does not tell whether it has set the password, the answer is 500 with a message that says so.`,
    credential: 'administratorToken',
    answers: {
      200: {
        rows: {
          S1: { when: 'The password is set' },
          'S1.start': {
            when: 'The mail is on its way, because there is no `new`',
            golden: 'S1 reset-password with {} starts a reset',
          },
        },
        body: 'studioMessage',
      },
      400: { rows: { S2, S3: { when: 'The body is not a JSON object' }, S8 }, body: 'studioRefusal' },
      401: saying('S4', 'The caller is not an administrator'),
      403: saying('S6', 'The user is externally managed'),
      404: saying('S7', 'There is no such user'),
      500: saying('S10', 'Anything else went wrong. Search the logs for the error’s name and the request’s id'),
    },
  },
};
