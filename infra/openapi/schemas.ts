import { descriptiveFields } from '#lib/dialects/traffic-ops/user.ts';
import type { JsonSchema } from './json-schema.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const numberOrNull = { type: ['integer', 'null'] };
const flag = { type: 'boolean' };
const milliseconds = { type: 'integer', description: 'Epoch milliseconds.' };

/** All of these keys and no other: clients fail on an unknown one. */
const exactly = (properties: { [name: string]: JsonSchema }, description: string): JsonSchema => ({
  type: 'object',
  description,
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const alerts = {
  type: 'array',
  minItems: 1,
  items: exactly({ level: { enum: ['success', 'error'] }, text }, 'One message, for people to read.'),
};

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
const user = { anyOf: ['trafficOpsUser', 'trafficOpsLegacyUser'].map((name) => ({ $ref: `#/components/schemas/${name}` })) };

/** What bodies of answers look like. */
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
      attributes: { type: 'object', description: 'What the application keeps; `attributesToReturn` chooses among its keys.' },
      id: { type: 'string', pattern: '^[0-9a-f]{24}$' },
    },
    'A profile, never with a password.',
  ),
  profileRefusal: exactly(
    {
      errorCode: {
        enum: ['ACCESS_DENIED', 'ACTION_DENIED', 'NO_SUCH_PROFILE', 'NO_SUCH_VERIFICATION_TOKEN', 'OTHER'],
        description: 'Of the product’s closed set, those that these calls give.',
      },
      message: text,
    },
    'Why not.',
  ),
  profileFailure: exactly({ message: { const: 'Internal server error' } }, 'Something unexpected.'),
  studioMessage: exactly({ message: text }, 'All that Studio ever says.'),
  studioRefusal: {
    type: 'object',
    description: 'Why not; with `reason` where it is the new password that was refused.',
    properties: { message: text, reason: text },
    required: ['message'],
    additionalProperties: false,
  },
  trafficOpsAlerts: exactly({ alerts }, 'What happened.'),
  trafficOpsUser: exactly({ ...userFields, role: textOrNull }, 'The user from 4.0 on; `role` is a name.'),
  trafficOpsLegacyUser: exactly(
    { ...userFields, role: numberOrNull, roleName: textOrNull },
    'The user in 3.0 and 3.1; `role` is a number, and its name stands beside it.',
  ),
  trafficOpsCurrentUser: exactly({ response: user }, 'The user of the session, never with a password.'),
  trafficOpsUpdatedUser: exactly({ alerts, response: user }, 'What happened, and the user afterwards.'),
} as const satisfies { [name: string]: JsonSchema };
