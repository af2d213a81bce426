/**
 * The filter of the passwords that were found in breaches, in Base64. A bundle carries the one that the flag `breachedPasswords` asks for.
 * Undefined: there is none.
 */
export const breachedPasswords: string | undefined = undefined;
