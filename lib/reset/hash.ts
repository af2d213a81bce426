import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hex: the form in which tokens and access token ids are stored and looked up. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
