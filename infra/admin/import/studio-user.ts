import * as z from 'zod/mini';
import { canonicalId } from '#lib/reset/canonical-id.ts';
import { address, flag, name, optionalText, password } from './line-values.ts';
import { defined, type ParsedAccount } from './parsed-account.ts';

const localeTag = /^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*$/;

/** A row of Crafter Studio's table `user`, with the column names of the table or the field names of the API. */
export const studioUser = z.pipe(
  z.object(
    {
      username: name,
      email: address,
      enabled: flag,
      externally_managed: z.optional(flag),
      externallyManaged: z.optional(flag),
      deleted: z._default(flag, false),
      first_name: z.optional(optionalText),
      firstName: z.optional(optionalText),
      last_name: z.optional(optionalText),
      lastName: z.optional(optionalText),
      locale: z.optional(z.nullable(z.string('must be text or null'))),
      password,
    },
    'must be a JSON object',
  ),
  z.transform((row, context): ParsedAccount => {
    const externallyManaged = row.externally_managed ?? row.externallyManaged;
    // Without this check, a line of another product would pass as a user.
    if (externallyManaged === undefined) {
      context.issues.push({ code: 'custom', path: ['externally_managed'], message: 'must be true or false', input: undefined });
      return z.NEVER;
    }
    const locale = row.locale && localeTag.test(row.locale) ? row.locale.replaceAll('_', '-') : undefined;
    return {
      id: canonicalId({ realm: 'crafter-studio', id: row.username }),
      says: {
        username: row.username,
        email: row.email,
        // Studio keeps the rows of deleted users.
        enabled: row.enabled && !row.deleted,
        externallyManaged,
        tenant: null,
        ...defined({ locale }),
      },
      details: { firstName: row.first_name ?? row.firstName ?? null, lastName: row.last_name ?? row.lastName ?? null },
      password: row.password,
    };
  }),
);
