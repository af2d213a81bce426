import type { PasswordFault } from '#lib/reset/errors.ts';
import { maximumPasswordBytes } from '#lib/reset/password.ts';
import { breached, fromContext, tooGuessable } from './known-sentences.ts';
import { oneLine } from './plain-text.ts';

/**
 * Tells a person why a password was refused, without the password itself (W3). Dialects answer with it where their product has no text of its own.
 */
export function passwordFaultSentence(fault: PasswordFault): string {
  switch (fault.fault) {
    case 'is-username':
      return 'The password must not be the username.';
    case 'too-short':
      return `The password must have at least ${fault.minimumCharacters} characters; 15 or more are recommended.`;
    case 'too-common':
      return 'The password is one of the most common ones; choose another.';
    case 'too-long':
      return fault.maximumCharacters === null
        ? `The password must not be longer than ${maximumPasswordBytes} bytes in UTF-8.`
        : `The password must not be longer than ${fault.maximumCharacters} characters.`;
    case 'only-blanks':
      return 'The password must not consist of blanks only.';
    case 'is-address':
      return 'The password must not be the mail address.';
    case 'from-context':
      return fromContext;
    case 'breached':
      return breached;
    case 'not-text':
      return 'The password holds a character that cannot be stored.';
    case 'too-guessable':
      return tooGuessable;
    case 'refused-there':
      return oneLine(fault.reason, longestReason) || 'The product refuses this password; choose another.';
  }
}

const longestReason = 200;
