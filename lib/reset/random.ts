import { randomBytes } from 'node:crypto';

/** @returns `bytes` bytes of the system's generator as Base64url without padding (K9) */
export function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** @returns a credential stamp: 16 random bytes */
export function newCredentialStamp(): string {
  return randomText(16);
}
