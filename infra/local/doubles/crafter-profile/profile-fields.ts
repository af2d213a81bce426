import * as z from 'zod/mini';
import { parseJson } from '#lib/runtime/parse-json.ts';
import { ProfileError } from './profile-error.ts';
import type { AttributeValues } from './profile-store.ts';

/** @throws {ProfileError} 400 */
export function checkMailAddress(email: string): void {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new ProfileError(400, 'INVALID_EMAIL_ADDRESS', `The specified email address "${email}" is in an invalid`);
  }
}

/**
 * The server also replaces special characters by HTML entities, so `Ä` is stored as `&Auml;`. The double does not.
 *
 * @throws {ProfileError} 400 if it is not a JSON object
 */
export function parseAttributes(text: string): AttributeValues {
  const parsed = z.safeParse(attributeValues, parseJson(text));
  if (!parsed.success) {
    throw new ProfileError(400, 'PARAM_DESERIALIZATION_ERROR', 'Unable to correctly deserialize attributes from JSON string');
  }
  return parsed.data ?? {};
}

const attributeValues = z.nullable(z.record(z.string(), z.unknown()));
