import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const rounds = 1000;

/** The form in which Crafter's servers store a password: `base64 of the salted SHA-256, a thousand rounds|base64 of the 16-byte salt`. */
export function crafterHash(password: string): string {
  const salt = randomBytes(16);
  return `${digest(password, salt).toString('base64')}|${salt.toString('base64')}`;
}

export function isCrafterHashOf(stored: string | null, password: string): boolean {
  const [hash = '', salt] = stored?.split('|') ?? [];
  const expected = Buffer.from(hash, 'base64');
  const given = salt === undefined ? Buffer.alloc(0) : digest(password, Buffer.from(salt, 'base64'));
  return given.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
}

function digest(password: string, salt: Buffer): Buffer {
  let hash = createHash('sha256').update(salt).update(password).digest();
  for (let round = 1; round < rounds; round++) {
    hash = createHash('sha256').update(hash).digest();
  }
  return hash;
}
