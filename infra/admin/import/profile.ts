import * as z from 'zod/mini';
import type { Json } from '#lib/reset/ports.ts';
import { address, flag, ifSaid, name, optionalText, password, time } from './line-values.ts';
import { defined, type ParsedAccount } from './parsed-account.ts';
import { storableAttributes } from './storable-attributes.ts';

const id = z.pipe(
  z
    .string('must be 24 hexadecimal digits, alone or as {"$oid": "…"}')
    .check(z.regex(/^[0-9a-f]{24}$/i, 'must be 24 hexadecimal digits')),
  z.transform((value) => value.toLowerCase()),
);

/** The values are JSON already. A copy would lose the digits of numbers that a double cannot hold. */
const attributes = z.custom<{ readonly [name: string]: Json }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

/** A document of Crafter Profile's collection `profile`, as mongoexport writes it, without MongoDB's wrappers (`fromExtendedJson`). */
export const profile = z.pipe(
  z.object(
    {
      _id: id,
      username: name,
      email: address,
      enabled: ifSaid(flag),
      verified: ifSaid(flag),
      tenant: optionalText,
      createdOn: ifSaid(time),
      lastModified: ifSaid(time),
      roles: ifSaid(z.array(z.string('must be text'), 'must be an array')),
      attributes: ifSaid(attributes),
      password,
    },
    'must be a JSON object',
  ),
  z.transform((line): ParsedAccount => {
    const { _id, username, email, enabled, verified, tenant, createdOn, lastModified, roles, password } = line;
    const storable = line.attributes && storableAttributes(line.attributes);
    return {
      id: _id,
      says: { username, ...defined({ email, enabled, tenant, createdOn, lastModified }) },
      details: defined<{ [key: string]: Json | undefined }>({ verified, roles, attributes: storable?.attributes }),
      password,
      leftOut: storable?.leftOut ?? [],
      hasDoubledBackslash: false,
    };
  }),
);
