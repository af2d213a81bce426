import { createHash, randomBytes } from 'node:crypto';

/** 256 bits (K9). */
const tokenBytes = 32;

/** @returns a new token, 43 characters of Base64url, and the hash under which it is stored */
export function mintToken(): { token: string; tokenHash: string } {
  const token = randomText(tokenBytes);
  return { token, tokenHash: sha256(token) };
}

/** Whether a text has the form of a token. Anything else is refused without a look-up (K7, K8). */
export function isWellFormedToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** SHA-256 in lower-case hex: the form in which tokens and access token ids are stored and looked up. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @returns a credential stamp: 16 random bytes */
export function newCredentialStamp(): string {
  return randomText(16);
}

/** @returns `bytes` bytes of the system's generator as Base64url without padding (K9) */
export function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
