import { dictionary } from '@zxcvbn-ts/language-common';

/**
 * The 10,000 most common passwords, in lower case (W1). They are sorted lines of one text, because that loads fastest (ADR 6). The package ranks
 * 49,233 passwords by how often they were found in breaches. The bundler replaces this module by its value, and only a function that checks a
 * password loads it.
 */
export const commonPasswords: string = dictionary['passwords-common']
  .slice(0, 10_000)
  .map((password) => `${password}\n`)
  .toSorted()
  .join('');
