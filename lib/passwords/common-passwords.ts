import { dictionary } from '@zxcvbn-ts/language-common';

/**
 * The 10,000 most common passwords, in lower case (W1): sorted, each on a line of its own, which is what loads fastest (ADR 6). The package
 * ranks 49,233 by how often they were found in breaches. The bundler replaces this module by its value, and only a function that checks a
 * password loads it.
 */
export const commonPasswords: string = dictionary['passwords-common']
  .slice(0, 10_000)
  .map((password) => `${password}\n`)
  .toSorted()
  .join('');
