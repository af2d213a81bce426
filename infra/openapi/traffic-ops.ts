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

const version = 'The version of the Traffic Ops API.';

/** These notes are for the body of T-put, where a field can have another meaning than in other calls. */
const fixed = 'This call cannot change the field. Leave it out, or send its present value (T16).';
const updateNotes = {
  ...Object.fromEntries(['username', 'email', 'role', 'tenantId'].map((field) => [field, fixed])),
  publicSshKey: `${fixed} Null also means unchanged.`,
  confirmLocalPasswd: 'If present, it must equal `localPasswd`.',
};
const currentNotes = {
  ...updateNotes,
  localPasswd: 'The new password. If it is null or missing, the call changes nothing. An empty one is refused (T19).',
};
const legacyNotes = {
  ...updateNotes,
  localPasswd: 'The new password. If it is null, missing or empty, the call changes nothing.',
};

/** The bodies of T-put, as components. */
export const trafficOpsUpdates = {
  trafficOpsUserUpdate: jsonSchemaOf(currentUpdate, currentNotes, 'From version 4.0 on.'),
  trafficOpsLegacyUserUpdate: jsonSchemaOf(legacyUpdate, legacyNotes, 'In versions 3.0 and 3.1.'),
} as const;

const anyType = 'The body is read as JSON, whatever its Content-Type. Answers end with a line feed.';

const saying = (rows: DescribedAnswer['rows']): DescribedAnswer => ({ rows, body: 'trafficOpsAlerts' });

const limited: DescribedAnswer = {
  ...saying({ T4: { when: 'There were too many requests from this address' } }),
  headers: ['Retry-After'],
};
const failed = saying({ T5: { when: 'Anything else went wrong' } });
const versionUnknown = (row: string) =>
  saying({ [row]: { when: 'The API has no such version. Clients fall back to an older one' } });
const noSession = saying({
  T9: { when: 'There is no cookie' },
  T10: { when: 'The cookie’s signature is wrong' },
  T11: { when: 'The session has ended, or began before the last password change' },
  T12: { when: 'The cookie cannot be decoded' },
  'T12.gone': { when: 'The user is gone or disabled', golden: 'T12 the user is deleted' },
});

export const trafficOpsOperations: { readonly [routeId: string]: DescribedOperation } = {
  [resetPassword.id]: {
    ...common,
    notes: { version, email: 'One mail address.' },
    description: `${anyType} The address may come with a name, for example \`Test <test@example.com>\`. The mail goes to the stored address. A disabled user also gets the 200, but no mail.`,
    answers: {
      200: saying({
        T1: { when: 'The mail is on its way' },
        T2: { when: 'Nobody has this address. The answer is the same' },
      }),
      400: saying({
        T3: { when: 'The body is not a JSON object, or `email` is not one mail address', golden: 'T3 email absent' },
      }),
      403: saying({
        M7: {
          when: 'A page of another site sends the request (`Sec-Fetch-Site: cross-site`). No mail is sent',
          golden: 'M7 a page of another site',
        },
      }),
      404: saying({ T2: { when: 'Nobody has this address, and `REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS` is set' } }),
      429: limited,
      500: failed,
      501: versionUnknown('T-reset'),
    },
  },
  [loginWithToken.id]: {
    ...common,
    notes: { version, t: 'The token from the mail.' },
    description: `${anyType} The token still works after the login. It stops working when the password is set.`,
    answers: {
      200: { ...saying({ T6: { when: 'The token works' } }), headers: ['Set-Cookie'] },
      400: saying({ T8: { when: 'The body is not a JSON object, or `t` is not a string' } }),
      401: saying({ T7: { when: 'The token does not work, whatever the reason' } }),
      403: saying({
        A3: {
          when: 'A page of another site sends the request (`Sec-Fetch-Site: cross-site`). No session begins',
          golden: 'A3 a page of another site',
        },
      }),
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
          T13: { when: 'The user from version 4.0 on', golden: 'T13 the documents’ user in version 5.0' },
          'T13.legacy': { when: 'The user in versions 3.0 and 3.1', golden: 'T13 the documents’ user in version 3.1' },
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
    description: `${anyType} The password is \`localPasswd\`. The descriptive fields (names, address, phone) are stored only together with a new password. From version 4.0 on they are replaced as a whole, so send the whole user back. In versions 3.0 and 3.1 the update is partial and stands in \`user\`. If Traffic Ops’ own server does not tell whether it has set the password, the answer is 500 with a text that says so, and the session has ended.`,
    credential: 'session',
    body: { anyOf: Object.keys(trafficOpsUpdates).map((name) => ({ $ref: `#/components/schemas/${name}` })) },
    answers: {
      200: {
        rows: { T14: { when: 'The user is updated', golden: 'T14 a new password and every descriptive field in version 5.0' } },
        body: 'trafficOpsUpdatedUser',
      },
      400: saying({
        T15: { when: 'The body is not a JSON object, or a field has the wrong type' },
        T16: { when: '`username`, `email`, `role`, `tenantId` or `publicSshKey` is changed' },
        T17: { when: 'The password is the same as the username' },
        T18: { when: 'The password is too short', golden: 'T18 a password of 7 characters' },
        'T18.common': { when: 'The password is too common', golden: 'T18 a password that is common' },
        T19: { when: 'The password is refused for another reason', golden: 'T19 a password that is unlike its confirmation' },
      }),
      401: noSession,
      429: limited,
      500: failed,
      501: versionUnknown('T-put'),
    },
  },
};
