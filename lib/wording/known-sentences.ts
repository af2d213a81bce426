/**
 * Sentences by which the reset page recognises an answer, to say the same in its reader's language. The contracts have no codes for these answers.
 */

export const tooGuessable =
  'The password is too easy to guess. Choose a longer one, such as several words that do not belong together.';

export const fromContext =
  'The password is little more than the username, the mail address or a name of this service; choose another.';

export const breached =
  'The password is on a list of passwords that were stolen somewhere; choose another, and change it wherever it is used.';

export const outcomeUnknown =
  'It is unknown whether the new password was set. The link no longer works. Try to log in with the new password. If that fails, ask for a new link.';

/** An administrator has no link, and cannot log in as the user. The next attempt is refused for a minute. */
export const outcomeUnknownToAdministrator = 'It is unknown whether the new password was set. Set it again in a few minutes.';
