import * as z from 'zod/mini';
import type { Json } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { address, flag, ifSaid, name, optionalText, password } from './line-values.ts';
import { defined, type ParsedAccount } from './parsed-account.ts';

const localeTag = /^[a-z]{2,3}([_/-][A-Za-z0-9]{2,8})*$/;

/** A row of Crafter Studio's table `user`, with the column names of the table or the field names of the API. */
export const studioUser = z.pipe(
  z.object(
    {
      username: name,
      email: address,
      enabled: flag,
      externally_managed: ifSaid(flag),
      externallyManaged: ifSaid(flag),
      deleted: ifSaid(flag),
      first_name: optionalText,
      firstName: optionalText,
      last_name: optionalText,
      lastName: optionalText,
      locale: optionalText,
      password,
    },
    'must be a JSON object',
  ),
  z.transform((row, context): ParsedAccount => {
    const { username, email, deleted: isDeleted } = row;
    const externallyManaged = row.externally_managed ?? row.externallyManaged;
    // Without this check, a line of another product would pass as a user.
    if (externallyManaged === undefined) {
      context.issues.push({ code: 'custom', path: ['externally_managed'], message: 'must be true or false', input: undefined });
      return z.NEVER;
    }
    const locale = row.locale && localeTag.test(row.locale) ? row.locale.replace(/[_/]/g, '-') : undefined;
    // Studio keeps the rows of deleted users.
    const enabled = row.enabled && isDeleted !== true;
    const firstName = row.first_name === undefined ? row.firstName : row.first_name;
    const lastName = row.last_name === undefined ? row.lastName : row.last_name;
    return {
      id: canonicalId({ realm: 'crafter-studio', id: username }),
      says: { username, enabled, externallyManaged, ...defined({ email, locale }) },
      details: defined<{ [key: string]: Json | undefined }>({ firstName, lastName }),
      password: row.password,
      leftOut: [],
      hasDoubledBackslash: [username, firstName, lastName].some((text) => text?.includes('\\\\')),
      ...defined({ isDeleted }),
    };
  }),
);
