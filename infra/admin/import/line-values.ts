import * as z from 'zod/mini';
import { isMailAddress } from '#infra/admin/accounts/account-reference.ts';
import { singleAddress } from '#lib/reset/address.ts';
import { timeOf } from './moment.ts';

/** The forms in which the products export the values of an account. A message never contains the value, because it goes into the report. */

export const name = z
  .string('must be text')
  .check(
    z.regex(/^[^\p{Cc}]{1,255}$/u, 'must be 1 to 255 characters without control characters'),
    z.regex(/\S/, 'must not be blank'),
  );

/** A text, or null for none. If it is absent, the line says nothing of it. */
export const optionalText = z.optional(z.nullable(z.string('must be text or null')));

/** SQL exports write booleans in several forms. */
export const flag = z.pipe(
  z.union([z.boolean(), z.literal([0, 1]), z.enum(['0', '1', 'true', 'false'])], 'must be true or false'),
  z.transform((value) => [true, 1, '1', 'true'].includes(value)),
);

/** A value for which null counts as absent. */
export const ifSaid = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.optional(z.nullable(schema)),
    z.transform((value) => value ?? undefined),
  );

/**
 * An empty address and null both mean that the account has none. If the address is absent, the line says nothing of it. An address that mail
 * cannot go to is stored too, because the product has it.
 */
export const address = z.pipe(
  z.optional(z.nullable(z.string('must be text or null').check(z.refine(isEmptyOrAddress, 'must be one mail address')))),
  z.transform((text) => (text === '' ? null : text)),
);

function isEmptyOrAddress(text: string): boolean {
  return text === '' || isMailAddress(text) || singleAddress(text) !== undefined;
}

/** Epoch milliseconds, from such a number or from text (`timeOf`). */
export const time = z.pipe(
  z.union([z.number(), z.string()], 'must be a time'),
  z.transform((value, context) => {
    const milliseconds = typeof value === 'string' ? timeOf(value) : value;
    if (milliseconds !== undefined && Number.isInteger(milliseconds) && Math.abs(milliseconds) <= 8.64e15) {
      return milliseconds;
    }
    context.issues.push({ code: 'custom', message: 'must be a time', input: value });
    return z.NEVER;
  }),
);

/**
 * bcrypt of 184 bits under a salt of 128 bits, so the last characters of both hold few bits. A login with a higher cost would take longer than
 * a function runs, and no password matches a hash with other last characters.
 */
const isBcrypt = /^\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;

/** The hash of a password, if Rekey's logins can verify it. Rekey cannot use the other kinds of hash that products make. */
export const password = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => ({
    hash: typeof value === 'string' && isBcrypt.test(value) ? value : null,
    isForeign: typeof value === 'string' && value !== '' && !isBcrypt.test(value),
  })),
);
