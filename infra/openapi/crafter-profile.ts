import { changePassword, resetPassword } from '#lib/dialects/crafter-profile/routes.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';

const parameterNotes = {
  accessTokenId: 'Identifies the calling application.',
  attributesToReturn:
    'Top-level entries of `attributes` to return; all when absent. One value is split at commas, `$none` returns none, unknown names are ignored.',
  attributeToReturn: 'The name that the stock Java client sends; it wins when both are there.',
};

const howToSend =
  'Parameters come in the query string, a form or a JSON object, mixed freely; the query’s value comes first. The required ones are required in one of these places.';

const common = {
  tag: 'Crafter Profile',
  credential: 'accessToken',
  headers: ['Cache-Control', 'X-Content-Type-Options', 'Referrer-Policy', 'Strict-Transport-Security'],
} as const;

const forbidden = (call: 'reset' | 'change') => ({
  P1: { when: 'No access token' },
  P2: { when: 'An unknown access token' },
  P3: { when: 'An expired access token', golden: `P3 ${call}: before P4` },
});

const alike = {
  413: { rows: { P12: { when: 'The body is over 16 KiB' } }, body: 'profileRefusal' },
  429: {
    rows: { P10: { when: 'Too many requests of this application, or of an address without a valid access token' } },
    body: 'profileRefusal',
    headers: ['Retry-After'],
  },
  500: { rows: { P11: { when: 'Anything else' } }, body: 'profileFailure' },
} as const satisfies { [status: number]: DescribedAnswer };

export const crafterProfileOperations: { readonly [routeId: string]: DescribedOperation } = {
  [resetPassword.id]: {
    ...common,
    notes: {
      ...parameterNotes,
      id: 'The profile’s id: 24 hexadecimal digits.',
      resetPasswordUrl: 'Where the application’s own page lives; it must be on the application’s list.',
    },
    description: `${howToSend} The mail’s link is \`resetPasswordUrl\` with \`tokenId=…\`. The profile itself does not change.`,
    answers: {
      200: {
        rows: { 'P-reset': { when: 'The mail is on its way; a profile without a usable address gets the same answer' } },
        body: 'profile',
        headers: ['Location'],
      },
      400: {
        rows: {
          P4: { when: 'A required parameter is absent' },
          P8: { when: 'The URL is not on the application’s list', golden: 'P8 the URL "https://evil.example/reset"' },
        },
        body: 'profileRefusal',
      },
      403: {
        rows: { ...forbidden('reset'), P6: { when: 'The application may not manage the profile’s tenant' } },
        body: 'profileRefusal',
      },
      404: { rows: { P5: { when: 'No such profile' } }, body: 'profileRefusal' },
      ...alike,
    },
  },
  [changePassword.id]: {
    ...common,
    notes: {
      ...parameterNotes,
      resetTokenId: 'The token from the mail, which calls it `tokenId`.',
      newPassword: 'The new password, never trimmed.',
    },
    description: `${howToSend} A refused password leaves the token good. A disabled profile can change its password and stays disabled.`,
    answers: {
      200: {
        rows: {
          'P-change': {
            when: 'The password is set, and every other token of the profile is dead',
            golden: 'P-change of the document’s profile, which stays disabled',
          },
        },
        body: 'profile',
        headers: ['Location'],
      },
      400: {
        rows: {
          P4: { when: 'A required parameter is absent' },
          P9: { when: 'The password is refused', golden: 'P9 change to five characters' },
        },
        body: 'profileRefusal',
      },
      403: { rows: forbidden('change'), body: 'profileRefusal' },
      404: { rows: { P7: { when: 'The token is bad in whatever way' } }, body: 'profileRefusal' },
      ...alike,
    },
  },
};
