import { descriptiveFields } from '#lib/dialects/traffic-ops/user.ts';
import type { JsonSchema } from './json-schema-of.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const numberOrNull = { type: ['integer', 'null'] };
const flag = { type: 'boolean' };
const milliseconds = { type: 'integer', description: 'Milliseconds since 1970-01-01 UTC.' };

/** An object with all of these keys and no other, because clients fail on an unknown key. */
const exactly = (properties: { [name: string]: JsonSchema }, description: string): JsonSchema => ({
  type: 'object',
  description,
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const alerts = { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/trafficOpsAlert' } };

const studioResponse = { $ref: '#/components/schemas/studioResponse' };

const userFields = {
  ...Object.fromEntries(descriptiveFields.map((name) => [name, textOrNull])),
  changeLogCount: { type: 'integer' },
  email: textOrNull,
  gid: numberOrNull,
  id: numberOrNull,
  lastAuthenticated: textOrNull,
  lastUpdated: { type: 'string', description: 'RFC 3339.' },
  newUser: flag,
  publicSshKey: textOrNull,
  registrationSent: textOrNull,
  tenant: textOrNull,
  tenantId: numberOrNull,
  ucdn: text,
  uid: numberOrNull,
  username: text,
};
const eitherUser = {
  anyOf: ['trafficOpsUser', 'trafficOpsLegacyUser'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
};

const user = { $ref: '#/components/schemas/trafficOpsEitherUser' };

/** The schemas of the bodies of answers. */
export const schemas = {
  profile: exactly(
    {
      username: text,
      email: textOrNull,
      verified: flag,
      enabled: flag,
      createdOn: milliseconds,
      lastModified: milliseconds,
      tenant: textOrNull,
      roles: { type: 'array', items: text },
      attributes: {
        type: 'object',
        description: 'The data that applications keep in the profile. `attributesToReturn` chooses among its keys.',
      },
      id: { type: 'string', pattern: '^[0-9a-f]{24}$' },
    },
    'A profile, without its password.',
  ),
  profileRefusal: exactly(
    {
      errorCode: {
        type: 'string',
        enum: ['ACCESS_DENIED', 'ACTION_DENIED', 'NO_SUCH_PROFILE', 'NO_SUCH_VERIFICATION_TOKEN', 'OTHER'],
        description: 'The codes of the product that these calls use.',
      },
      message: text,
    },
    'The reason for the refusal.',
  ),
  profileFailure: {
    type: 'object',
    description: 'A failure. It has an `errorCode` only if it is unknown whether the password was set.',
    properties: { errorCode: { type: 'string', const: 'OTHER' }, message: text },
    required: ['message'],
    additionalProperties: false,
  },
  gatewayMessage: {
    type: 'object',
    description: 'API Gateway’s own answer.',
    properties: { message: text },
    required: ['message'],
  },
  health: {
    type: 'object',
    description: 'The answer to a health check. `refused` has 403, and `failed` has 500.',
    properties: { status: { type: 'string', enum: ['ok', 'refused', 'failed'] } },
    required: ['status'],
  },
  linkOwner: exactly({ username: text }, 'Whose link it is.'),
  done: exactly({ message: { type: 'string', const: 'OK' } }, 'It is done.'),
  pageRefusal: {
    type: 'object',
    description:
      'The reason for the refusal, for the script of the reset page. If the new password was refused, `reason` says why.',
    properties: { message: text, reason: text },
    required: ['message'],
    additionalProperties: false,
  },
  studioMessage: exactly({ message: text }, 'Every answer of Studio has this one key.'),
  studioRefusal: {
    type: 'object',
    description: 'The reason for the refusal. If the new password was refused, `reason` says why.',
    properties: { message: text, reason: text },
    required: ['message'],
    additionalProperties: false,
  },
  studioResponse: exactly(
    { code: { type: 'integer' }, message: text, remedialAction: text, documentationUrl: { type: 'string', const: '' } },
    'What happened. `code` is 0 if the call succeeded.',
  ),
  studioAnswer: exactly({ response: studioResponse }, 'An answer of Studio’s second API.'),
  studioSent: exactly({ response: studioResponse, message: text }, 'The answer to whoever asks for a mail.'),
  studioInvalid: {
    type: 'object',
    description: 'A refusal. `validationErrors` names the fields that are refused, and says why.',
    properties: {
      response: studioResponse,
      validationErrors: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/studioValidationError' } },
    },
    required: ['response'],
    additionalProperties: false,
  },
  studioValidationError: exactly({ field: text, message: text }, 'A field that is refused.'),
  studioUser: exactly(
    {
      id: { type: ['integer', 'null'], description: 'Null if Rekey keeps the users itself.' },
      username: text,
      firstName: text,
      lastName: text,
      externallyManaged: flag,
      email: text,
      enabled: flag,
    },
    'A user, without the password.',
  ),
  studioUserAnswer: exactly(
    { response: studioResponse, user: { $ref: '#/components/schemas/studioUser' } },
    'The user whose password was set.',
  ),
  trafficOpsAlert: exactly({ level: { type: 'string', enum: ['success', 'error'] }, text }, 'A message for people to read.'),
  trafficOpsAlerts: exactly({ alerts }, 'Messages that say what happened.'),
  trafficOpsUser: exactly({ ...userFields, role: textOrNull }, 'The user from version 4.0 on. `role` is a name.'),
  trafficOpsLegacyUser: exactly(
    { ...userFields, localUser: flag, role: numberOrNull, roleName: textOrNull },
    'The user in versions 3.0 and 3.1. `role` is a number and `roleName` is its name. `localUser` says whether the user has a password.',
  ),
  trafficOpsEitherUser: eitherUser,
  trafficOpsCurrentUser: exactly({ response: user }, 'The user of the session, without the password.'),
  trafficOpsUpdatedUser: exactly({ alerts, response: user }, 'Messages that say what happened, and the updated user.'),
} as const satisfies { [name: string]: JsonSchema };
