import { changePassword, resetPassword } from '#lib/dialects/crafter-profile/routes.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';

const parameterNotes = {
  accessTokenId: 'Identifies the calling application.',
  attributesToReturn:
    'The top-level entries of `attributes` to return. Without it, all are returned. A single value is split at commas, `$none` returns none, and unknown names are ignored.',
  attributeToReturn:
    'The same as `attributesToReturn`, under the name that the stock Java client sends. If both come, this one counts.',
};

const howToSend =
  'Parameters may come in the query string, in a form or in a JSON object, in any mix. If a parameter comes more than once, the value in the query comes first. A required parameter must come in one of these places.';

const common = {
  tag: 'Crafter Profile',
  credential: 'accessToken',
  headers: ['Cache-Control', 'X-Content-Type-Options', 'Referrer-Policy', 'Strict-Transport-Security'],
} as const;

const forbidden = (call: 'reset' | 'change') => ({
  P1: { when: 'There is no access token' },
  P2: { when: 'The access token is unknown' },
  P3: { when: 'The access token has expired', golden: `P3 ${call}: before P4` },
});

const alike = {
  413: { rows: { P12: { when: 'The body is over 16 KiB' } }, body: 'profileRefusal' },
  429: {
    rows: {
      P10: { when: 'There were too many requests from this application, or from an address without a valid access token' },
    },
    body: 'profileRefusal',
    headers: ['Retry-After'],
  },
  500: { rows: { P11: { when: 'Anything else went wrong' } }, body: 'profileFailure' },
} as const satisfies { [status: number]: DescribedAnswer };

export const crafterProfileOperations: { readonly [routeId: string]: DescribedOperation } = {
  [resetPassword.id]: {
    ...common,
    notes: {
      ...parameterNotes,
      id: 'The id of the profile, 24 hexadecimal digits.',
      resetPasswordUrl: 'The URL of the application’s own page. It must be on the application’s list.',
    },
    description: `${howToSend} The link in the mail is \`resetPasswordUrl\` with \`tokenId=…\`. The profile itself does not change.`,
    answers: {
      200: {
        rows: {
          'P-reset': { when: 'The mail is on its way. A profile without a usable address gets the same answer, but no mail' },
        },
        body: 'profile',
        headers: ['Location'],
      },
      400: {
        rows: {
          P4: { when: 'A required parameter is missing' },
          P8: { when: 'The URL is not on the application’s list', golden: 'P8 the URL "https://evil.example/reset"' },
        },
        body: 'profileRefusal',
      },
      403: {
        rows: { ...forbidden('reset'), P6: { when: 'The application may not manage the tenant of the profile' } },
        body: 'profileRefusal',
      },
      404: { rows: { P5: { when: 'There is no such profile' } }, body: 'profileRefusal' },
      ...alike,
    },
  },
  [changePassword.id]: {
    ...common,
    notes: {
      ...parameterNotes,
      resetTokenId: 'The token from the mail, where it is called `tokenId`.',
      newPassword: 'The new password. It is not trimmed.',
    },
    description: `${howToSend} If the password is refused, the token still works. If Crafter Profile’s own server does not tell whether it has set the password, the answer is 500 with the code \`OTHER\` and a message that says so, and the token no longer works. A disabled profile can change its password and stays disabled.`,
    answers: {
      200: {
        rows: {
          'P-change': {
            when: 'The password is set, and no other token of the profile works any more',
            golden: 'P-change of the document’s profile, which stays disabled',
          },
        },
        body: 'profile',
        headers: ['Location'],
      },
      400: {
        rows: {
          P4: { when: 'A required parameter is missing' },
          P9: { when: 'The password is refused', golden: 'P9 change to five characters' },
        },
        body: 'profileRefusal',
      },
      403: { rows: forbidden('change'), body: 'profileRefusal' },
      404: { rows: { P7: { when: 'The token does not work, whatever the reason' } }, body: 'profileRefusal' },
      ...alike,
    },
  },
};
