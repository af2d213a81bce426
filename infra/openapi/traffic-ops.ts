import { getCurrentUser, loginWithToken, resetPassword, updateCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import { currentUpdate, legacyUpdate } from '#lib/dialects/traffic-ops/user-update.ts';
import type { DescribedAnswer, DescribedOperation } from './described-operation.ts';
import { jsonSchemaOf } from './json-schema-of.ts';

const common = {
  tag: 'Traffic Ops',
  headers: [
    'traffic-ops.Access-Control-Allow-Credentials',
    'traffic-ops.Access-Control-Allow-Headers',
    'traffic-ops.Access-Control-Allow-Methods',
    'traffic-ops.Access-Control-Allow-Origin',
    'traffic-ops.Cache-Control',
    'traffic-ops.Vary',
    'traffic-ops.Whole-Content-Sha512',
    'traffic-ops.X-Server-Name',
    'X-Content-Type-Options',
    'Referrer-Policy',
    'Strict-Transport-Security',
  ],
} as const;

const version = 'The version of the product’s API.';

/** In the body of T-put a field can mean something else than in other calls. */
const fixed = 'Cannot be changed here: leave it out, or send it as it is (T16).';
const updateNotes = {
  ...Object.fromEntries(['username', 'email', 'role', 'tenantId', 'publicSshKey'].map((field) => [field, fixed])),
  confirmLocalPasswd: 'When present, it must be equal to `localPasswd`.',
};
const currentNotes = { ...updateNotes, localPasswd: 'The new password. Null or absent changes nothing; empty is refused (T19).' };
const legacyNotes = { ...updateNotes, localPasswd: 'The new password. Null, absent or empty changes nothing.' };

const anyType = 'The body is read as JSON whatever its Content-Type says. Answers end with a line feed.';

const saying = (rows: DescribedAnswer['rows']): DescribedAnswer => ({ rows, body: 'trafficOpsAlerts' });

const limited: DescribedAnswer = {
  ...saying({ T4: { when: 'Too many requests of this address' } }),
  headers: ['Retry-After'],
};
const failed = saying({ T5: { when: 'Anything else' } });
const versionUnknown = (row: string) =>
  saying({ [row]: { when: 'No such version of the API; clients fall back to an older one' } });
const noSession = saying({
  T9: { when: 'No cookie' },
  T10: { when: 'The cookie’s signature is wrong' },
  T11: { when: 'The session is over, or from before the last password change' },
  T12: { when: 'The cookie cannot be decoded' },
  'T12.gone': { when: 'The user is gone or disabled', golden: 'T12 the user is gone' },
});

export const trafficOpsOperations: { readonly [routeId: string]: DescribedOperation } = {
  [resetPassword.id]: {
    ...common,
    notes: { version, email: 'One mail address.' },
    description: `${anyType} An address may have a name beside it, \`Test <test@example.com>\`. The mail goes to the address that is stored. A disabled user gets the 200 too, and no mail.`,
    answers: {
      200: saying({
        T1: { when: 'The mail is on its way' },
        T2: { when: 'Nobody has this address: the same answer' },
      }),
      400: saying({ T3: { when: 'The body is no JSON object, or its `email` not one mail address', golden: 'T3 email absent' } }),
      404: saying({ T2: { when: 'Nobody has this address, where `REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS` is set' } }),
      429: limited,
      500: failed,
      501: versionUnknown('T-reset'),
    },
  },
  [loginWithToken.id]: {
    ...common,
    notes: { version, t: 'The token from the mail.' },
    description: `${anyType} Logging in does not spend the token; setting the password does.`,
    answers: {
      200: { ...saying({ T6: { when: 'The token is good' } }), headers: ['Set-Cookie'] },
      400: saying({ T8: { when: 'The body is no JSON object, or its `t` no string' } }),
      401: saying({ T7: { when: 'The token is bad in whatever way' } }),
      429: limited,
      500: failed,
      501: versionUnknown('T-token'),
    },
  },
  [getCurrentUser.id]: {
    ...common,
    notes: { version },
    description: 'Answers end with a line feed.',
    credential: 'session',
    answers: {
      200: {
        rows: {
          T13: { when: 'The user', golden: 'T13 the documents’ user in version 5.0' },
          'T13.legacy': { when: 'The user in 3.0 and 3.1', golden: 'T13 the documents’ user in version 3.1' },
        },
        body: 'trafficOpsCurrentUser',
      },
      401: noSession,
      500: failed,
      501: versionUnknown('T-get'),
    },
  },
  [updateCurrentUser.id]: {
    ...common,
    notes: { version },
    description: `${anyType} The password is \`localPasswd\`. The descriptive fields (names, address, phone) are stored only together with a new password: from 4.0 on they are replaced as a whole, so send the whole user back; in 3.0 and 3.1 the update is partial and wrapped in \`user\`.`,
    credential: 'session',
    body: {
      anyOf: [
        jsonSchemaOf(currentUpdate, currentNotes, 'From 4.0 on.'),
        jsonSchemaOf(legacyUpdate, legacyNotes, 'In 3.0 and 3.1.'),
      ],
    },
    answers: {
      200: {
        rows: { T14: { when: 'Done', golden: 'T14 a new password and every descriptive field in version 5.0' } },
        body: 'trafficOpsUpdatedUser',
      },
      400: saying({
        T15: { when: 'The body is no JSON object, or a field of the wrong type' },
        T16: { when: '`username`, `email`, `role`, `tenantId` or `publicSshKey` is changed' },
        T17: { when: 'The password is the username' },
        T18: { when: 'The password is too short', golden: 'T18 a password of 7 characters' },
        'T18.common': { when: 'The password is too common', golden: 'T18 a password common' },
        T19: { when: 'The password is refused for another reason', golden: 'T19 a password unlike its confirmation' },
      }),
      401: noSession,
      500: failed,
      501: versionUnknown('T-put'),
    },
  },
};
