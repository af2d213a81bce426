export type HashPassword = (password: string) => Promise<string>;

/**
 * Makes plain `$2b$` bcrypt hashes, which any other service can verify. The caller has refused passwords of more than 72 bytes, because bcrypt
 * would silently cut them (W2).
 *
 * @param cost the binary logarithm of the number of rounds
 */
export function bcryptHasher(cost: number): HashPassword {
  // It loads with the first hash, because most functions that reach accounts never compute one.
  return async (password) => (await import('bcryptjs')).hash(password.normalize('NFC'), cost);
}
