import { ProfileError } from './profile-error.ts';
import type { AttributeValues } from './profile-store.ts';

/** @throws {ProfileError} 400 */
export function checkMailAddress(email: string): void {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new ProfileError(400, 'INVALID_EMAIL_ADDRESS', `The specified email address "${email}" is in an invalid`);
  }
}

/** @throws {ProfileError} 400 if it is not JSON */
export function parseAttributes(text: string): AttributeValues {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProfileError(400, 'PARAM_DESERIALIZATION_ERROR', 'Unable to correctly deserialize attributes from JSON string');
  }
}
