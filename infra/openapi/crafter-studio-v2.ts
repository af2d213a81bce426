import {
  changeOwnPassword,
  forgotPassword,
  resetPassword,
  setPassword,
  validateToken,
} from '#lib/dialects/crafter-studio-v2/routes.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';

const common = {
  tag: 'Crafter Studio 4 and 5',
  headers: ['Cache-Control', 'X-Content-Type-Options', 'Referrer-Policy', 'Strict-Transport-Security'],
} as const;

const anyType = 'The body is read as JSON, whatever its Content-Type. Unknown keys are ignored.';
const token = 'The token from the mail.';

const saying = (row: string, when: string): DescribedAnswer => ({ rows: { [row]: { when } }, body: 'studioAnswer' });

const limited = (row: string, golden?: string): DescribedAnswer => ({
  rows: { [row]: { when: 'There were too many requests from this address', ...(golden !== undefined && { golden }) } },
  body: 'studioAnswer',
  headers: ['Retry-After'],
});

const passedOn =
  'If the users are in Studio’s own server, Rekey passes the call on to it, with the caller’s own credential, and answers with what comes back.';

export const crafterStudioV2Operations: { readonly [routeId: string]: DescribedOperation } = {
  [forgotPassword.id]: {
    ...common,
    notes: { username: 'The username. A blank inside is read as a plus sign, because Studio’s page does not encode it.' },
    description: 'Studio’s login page calls this. Whether or not there is such a user, the answer is the same.',
    answers: {
      200: {
        rows: {
          VF1: { when: 'The mail is on its way, if there is such a user and a mail may go out' },
          VF4: { when: 'The username is over 255 characters. No mail is sent' },
        },
        body: 'studioSent',
      },
      400: {
        rows: { VF2: { when: '`username` is absent' }, VF3: { when: '`username` is blank' } },
        body: 'studioInvalid',
      },
      429: limited('VF5'),
      500: saying('VF7', 'Anything else went wrong'),
      503: saying('VF6', 'A browser prefetches the URL, or a page of another site sends the request. No mail is sent'),
    },
  },
  [validateToken.id]: {
    ...common,
    notes: { token },
    description: 'Studio’s login page calls this before it asks for the new password.',
    answers: {
      200: saying('VV1', 'The token works, and still works after this call'),
      400: {
        rows: { VV2: { when: '`token` is absent' }, VV3: { when: '`token` is blank' } },
        body: 'studioInvalid',
      },
      401: {
        rows: {
          VV4: { when: 'The token does not work, whatever the reason' },
          VV5: { when: 'The user is disabled, externally managed or gone' },
        },
        body: 'studioAnswer',
      },
      429: limited('VV6'),
      500: saying('VV7', 'Anything else went wrong'),
    },
  },
  [setPassword.id]: {
    ...common,
    notes: { token, new: 'The new password.' },
    description: `Studio’s login page calls this. ${anyType} If the password is refused, the token still works. If Studio’s own server does not tell whether it has set the password, the answer is 500 with a message that says so, and the token no longer works.`,
    answers: {
      200: {
        rows: { VW1: { when: 'The password is set, and no other token of the user works any more' } },
        body: 'studioUserAnswer',
      },
      400: {
        rows: {
          VW2: { when: '`token` or `new` is absent, blank or not a string' },
          VW3: { when: 'The body is not a JSON object' },
          VW6: { when: 'The password is refused. `validationErrors` says why' },
        },
        body: 'studioInvalid',
      },
      401: {
        rows: {
          VW4: { when: 'The token does not work, whatever the reason, or the user is disabled' },
          VW5: { when: 'The user is externally managed or gone' },
        },
        body: 'studioAnswer',
      },
      429: limited('VW7', 'VW7 set_password with a bad token'),
      500: { rows: { 'VW7.failure': { when: 'Anything else went wrong' } }, body: 'studioAnswer' },
    },
  },
  [resetPassword.id]: {
    ...common,
    notes: { username: 'The username. The path and the body must name the same user.', new: 'The new password.' },
    description: `Studio’s user management calls this. ${anyType} ${passedOn} Otherwise the caller is an administrator of Rekey.`,
    credential: 'administratorToken',
    answers: {
      200: saying('VR8', 'The password is set'),
      400: {
        rows: {
          VR2: {
            when: 'The body is not a JSON object, a field is blank, or the username is not valid',
          },
          VR4: { when: 'The path and the body name different users' },
          VR6: { when: 'The password is refused. `validationErrors` says why' },
        },
        body: 'studioInvalid',
      },
      401: saying('VR1', 'There is no credential, or it is not valid'),
      403: {
        rows: {
          VR3: { when: 'The caller is not an administrator' },
          VR7: { when: 'The user is externally managed' },
        },
        body: 'studioAnswer',
      },
      404: saying('VR5', 'There is no such user'),
      500: saying('VR9', 'Anything else went wrong'),
    },
  },
  [changeOwnPassword.id]: {
    ...common,
    description: `Studio’s own pages call this for the user who is logged in. ${passedOn} Otherwise nobody is logged in.`,
    body: {
      type: 'object',
      properties: {
        username: { type: 'string', description: 'The own username.' },
        current: { type: 'string', description: 'The current password.' },
        new: { type: 'string', description: 'The new password.' },
      },
      required: ['username', 'current', 'new'],
    },
    answers: {
      200: {
        rows: {},
        description: 'Studio’s own server has set the password.',
        body: 'studioUserAnswer',
      },
      401: saying('VR1', 'The user is not logged in'),
    },
  },
};
