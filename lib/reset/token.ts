import { sha256 } from './hash.ts';
import { randomText } from './random.ts';

/** 256 bits (K9). */
const tokenBytes = 32;

/** @returns a new token, 43 characters of Base64url, and the form in which it is stored */
export function mintToken(): { token: string; tokenHash: string } {
  const token = randomText(tokenBytes);
  return { token, tokenHash: sha256(token) };
}

/** Whether a text could be a token at all; anything else is refused without a look-up (K7, K8). */
export function isWellFormedToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
