import * as z from 'zod/mini';
import { nonEmptyText } from '#lib/http/check-input.ts';
import { longestTypedName, typedName } from '#lib/reset/typed-name.ts';

/** In characters (S2). */
export const longestUsername = 255;

const tooLong = `must not be longer than ${longestUsername} characters`;

/** The schema of a Studio username as a person typed or pasted it. Half a character can neither be stored nor be written into a Location. */
export const username = () =>
  z.pipe(
    z.pipe(nonEmptyText().check(z.maxLength(longestTypedName, tooLong)), z.transform(typedName)),
    z.string().check(
      z.minLength(1, 'must not be blank'),
      z.maxLength(longestUsername, tooLong),
      z.refine((text) => text.isWellFormed(), 'must be whole characters'),
    ),
  );

/** Nobody has a username with one of these inside. Crafter Studio takes none (docs/contracts.md). */
const neverInUsername = /[\p{Z}\p{Cc}\p{Cf}]/u;

/** The username in a text that a person typed or pasted; null if no user can have it. */
export function usernameIn(text: string): string | null {
  const { success, data } = z.safeParse(username(), text);
  return success && !neverInUsername.test(data) ? data : null;
}
