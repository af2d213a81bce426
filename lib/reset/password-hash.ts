export type HashPassword = (password: string) => Promise<string>;

/**
 * Plain `$2b$` bcrypt, which any other service can verify. The caller has refused passwords of more than 72 bytes: bcrypt would cut
 * them without a word (W2).
 *
 * @param cost the binary logarithm of the number of rounds
 */
export function bcryptHasher(cost: number): HashPassword {
  // Loaded with the first hash: most functions that reach accounts never compute one.
  return async (password) => (await import('bcryptjs')).hash(password.normalize('NFC'), cost);
}
