import * as z from 'zod/mini';
import { usernameIn } from '#lib/dialects/crafter-studio/username.ts';
import { text } from '#lib/http/check-input.ts';
import { longestTypedName, typedName } from '#lib/reset/typed-name.ts';

const blank = 'must not be blank';

/** A parameter of a query, which Studio tells apart from one that is absent. */
export const parameter = () => text().check(notBlank());

/** A field of a body. Studio says the same of one that is absent, null or blank. */
export const field = () => z.string(blank).check(notBlank());

/** A username in a body. */
export const usernameField = () =>
  field().check(z.refine((name) => name.trim() === '' || isUsername(name), 'Value is not a valid username'));

/**
 * A username as someone asks for it, or null if nobody can have it. Studio's page does not encode the name, so a plus sign arrives as a blank. No
 * username has a blank inside.
 */
export const askedUsername = () =>
  z.pipe(
    parameter(),
    z.transform((given) => (given.length > longestTypedName ? null : usernameIn(typedName(given).replaceAll(' ', '+')))),
  );

function notBlank() {
  return z.refine<string>((given) => given.trim() !== '', blank);
}

/** Studio's own rule for usernames. Its longest has 255 characters. */
function isUsername(name: string): boolean {
  return name.length <= 255 && /^[a-zA-Z][\w.\-@+]+$/.test(name);
}
