import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const rounds = 1000;

/** The form in which Crafter's servers store a password: the Base64 of a salted SHA-256 of 1,000 rounds, then `|`, then the Base64 of the 16-byte salt. */
export function crafterHash(password: string): string {
  const salt = randomBytes(16);
  return `${digest(password, salt).toString('base64')}|${salt.toString('base64')}`;
}

const known = new Map<string, string>();

/** The hash of a seeded password. It is computed once per process, so that doubles start fast. */
export function knownHash(password: string): string {
  const found = known.get(password) ?? crafterHash(password);
  known.set(password, found);
  return found;
}

export function isCrafterHashOf(stored: string | null, password: string): boolean {
  const [digested = '', salt] = stored?.split('|') ?? [];
  const expected = Buffer.from(digested, 'base64');
  const given = salt === undefined ? Buffer.alloc(0) : digest(password, Buffer.from(salt, 'base64'));
  return given.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
}

function digest(password: string, salt: Buffer): Buffer {
  let digested = hash('sha256', Buffer.concat([salt, Buffer.from(password)]), 'buffer');
  for (let round = 1; round < rounds; round++) {
    digested = hash('sha256', digested, 'buffer');
  }
  return digested;
}
