import * as z from 'zod/mini';
import { address, flag, name, optionalText, password, time } from './line-values.ts';
import { defined, type ParsedAccount } from './parsed-account.ts';

const hexadecimal = z.string('must be an id').check(z.regex(/^[0-9a-f]{24}$/i, 'must be 24 hexadecimal digits'));

const id = z.pipe(
  z.union([hexadecimal, z.object({ $oid: hexadecimal })], 'must be 24 hexadecimal digits, or {"$oid": …} of them'),
  z.transform((value) => (typeof value === 'string' ? value : value.$oid).toLowerCase()),
);

/** A document of Crafter Profile's collection `profile`, as mongoexport writes it. */
export const profile = z.pipe(
  z.object(
    {
      _id: id,
      username: name,
      email: address,
      enabled: z._default(flag, false),
      verified: z._default(flag, false),
      tenant: optionalText,
      createdOn: z.optional(time),
      lastModified: z.optional(time),
      roles: z._default(z.array(z.string('must be text'), 'must be an array'), []),
      attributes: z._default(z.record(z.string(), z.json(), 'must be an object'), {}),
      password,
    },
    'must be a JSON object',
  ),
  z.transform(
    ({
      _id,
      username,
      email,
      enabled,
      verified,
      tenant,
      createdOn,
      lastModified,
      roles,
      attributes,
      password,
    }): ParsedAccount => ({
      id: _id,
      says: { username, email, enabled, externallyManaged: false, tenant, ...defined({ createdOn, lastModified }) },
      details: { verified, roles, attributes },
      password,
    }),
  ),
);
