import * as z from 'zod/mini';
import { isMailAddress } from '#infra/admin/account-reference.ts';

/** The forms in which the products export the values of an account. A message never contains the value, because it goes into the report. */

export const name = z
  .string('must be text')
  .check(
    z.regex(/^[^\p{Cc}]{1,255}$/u, 'must be 1 to 255 characters without control characters'),
    z.regex(/\S/, 'must not be blank'),
  );

export const optionalText = z._default(z.nullable(z.string('must be text or null')), null);

/** SQL exports write booleans in several forms. */
export const flag = z.pipe(
  z.union([z.boolean(), z.literal([0, 1]), z.enum(['0', '1', 'true', 'false'])], 'must be true or false'),
  z.transform((value) => [true, 1, '1', 'true'].includes(value)),
);

/** An empty address counts as none. */
export const address = z._default(
  z.pipe(
    z.nullable(
      z.string('must be text or null').check(z.refine((text) => text === '' || isMailAddress(text), 'must be one mail address')),
    ),
    z.transform((text) => (text === '' ? null : text)),
  ),
  null,
);

const digits = z.object({ $numberLong: z.string().check(z.regex(/^-?\d{1,16}$/)) });
const moment = z.union([z.number(), z.string(), digits]);

/** Epoch milliseconds, from a number, ISO 8601 text, or MongoDB's extended JSON of either. */
export const time = z.pipe(
  z.union([moment, z.object({ $date: moment })], 'must be a time'),
  z.transform((value, context) => {
    const inner = typeof value === 'object' && '$date' in value ? value.$date : value;
    const written = typeof inner === 'object' ? Number(inner.$numberLong) : inner;
    const milliseconds = typeof written === 'string' ? Date.parse(written) : written;
    if (Number.isInteger(milliseconds) && Math.abs(milliseconds) <= 8.64e15) {
      return milliseconds;
    }
    context.issues.push({ code: 'custom', message: 'must be a time', input: value });
    return z.NEVER;
  }),
);

const isBcrypt = /^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}$/;

/** The hash of a password, if Rekey's logins can verify it. Rekey cannot use the other kinds of hash that products make. */
export const password = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => ({
    hash: typeof value === 'string' && isBcrypt.test(value) ? value : null,
    isForeign: typeof value === 'string' && value !== '' && !isBcrypt.test(value),
  })),
);
