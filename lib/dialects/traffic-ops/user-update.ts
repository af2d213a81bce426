import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { checkInput } from '#lib/http/check-input.ts';
import { readJsonObject } from '#lib/http/read-body.ts';
import { RequestError } from '#lib/http/request-error.ts';
import { CodedError } from '#lib/reset/errors.ts';
import type { Account, Json } from '#lib/reset/ports.ts';
import type { Version } from './routes.ts';
import { descriptiveFields, fixedFields, isLegacy } from './user.ts';

export type UpdateFailures = { 'field-fixed': { field: string }; 'password-empty': null; 'passwords-differ': null };

export type UserUpdate = {
  /** Null if the password stays. */
  newPassword: string | null;
  confirmation: string | null;
  /** What else the session may store together with a new password. */
  details: { [field: string]: Json };
};

type Fields = { readonly [field: string]: Json | undefined };

class UpdateError<Code extends keyof UpdateFailures = keyof UpdateFailures> extends CodedError<Code, UpdateFailures[Code]> {
  override readonly name = 'UpdateError';
}

const textOrNull = z.nullish(z.string('must be a string or null'));
/** Half a character cannot be stored. */
const storedTextOrNull = z.nullish(
  z.string('must be a string or null').check(z.refine((text) => text.isWellFormed(), 'must be whole characters')),
);
const numberOrNull = z.nullish(z.int('must be a whole number or null'));

const common = {
  ...Object.fromEntries(descriptiveFields.map((name) => [name, storedTextOrNull])),
  username: textOrNull,
  email: textOrNull,
  publicSshKey: textOrNull,
  tenantId: numberOrNull,
  localPasswd: textOrNull,
  confirmLocalPasswd: textOrNull,
};
/** The body of T-put from 4.0 on; `legacyUpdate` is the body before 4.0. */
export const currentUpdate = z.object({ ...common, role: textOrNull });
export const legacyUpdate = z.object({ user: z.object({ ...common, role: numberOrNull }, 'must be an object') });

/**
 * Reads what a T-put asks for. From 4.0 on the body replaces the user's descriptive fields. Before 4.0 it is partial and wrapped in `user`.
 *
 * @throws {RequestError} `body-unreadable`, `body-refused`, `body-too-large` (T15)
 * @throws {UpdateError} `field-fixed` (T16), `password-empty` (T19)
 */
export function readUserUpdate(event: APIGatewayProxyEventV2, version: Version, account: Account): UserUpdate {
  const isPartial = isLegacy(version);
  const fields = isPartial ? parse(legacyUpdate, event).user : parse(currentUpdate, event);
  const values: Fields = fields;
  requireSame(values, fixedFields(account, version));
  if (fields.localPasswd === '' && !isPartial) {
    throw new UpdateError('password-empty', null);
  }
  return {
    newPassword: fields.localPasswd || null,
    confirmation: fields.confirmLocalPasswd ?? null,
    details: Object.fromEntries(
      descriptiveFields.flatMap((field) => (values[field] === undefined && isPartial ? [] : [[field, values[field] ?? null]])),
    ),
  };
}

/** @throws {UpdateError} `field-fixed` (T16) */
function requireSame(given: Fields, stored: Fields): void {
  // Go clients that leave the key out send null.
  const wanted: Fields = { ...given, publicSshKey: given.publicSshKey ?? undefined };
  const changed = Object.entries(stored).find(
    ([field, value]) => wanted[field] !== undefined && value !== undefined && wanted[field] !== value,
  );
  if (changed !== undefined) {
    throw new UpdateError('field-fixed', { field: changed[0] });
  }
}

/**
 * A confirmation, if there is one, must be the same as the password.
 *
 * @throws {UpdateError} `passwords-differ` (T19)
 */
export function requireConfirmation({ newPassword, confirmation }: UserUpdate): void {
  if (confirmation !== null && confirmation !== newPassword) {
    throw new UpdateError('passwords-differ', null);
  }
}

function parse<Schema extends z.ZodMiniType>(schema: Schema, event: APIGatewayProxyEventV2): z.output<Schema> {
  return checkInput(schema, readJsonObject(event), (fault) => new RequestError('body-refused', fault));
}
