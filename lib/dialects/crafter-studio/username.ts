import * as z from 'zod/mini';
import { nonEmptyText } from '#lib/http/check-input.ts';

/** In characters (S2). */
export const longestUsername = 255;

/** The schema of a Studio username. Half a character can neither be stored nor be written into a Location. */
export const username = () =>
  nonEmptyText().check(
    z.maxLength(longestUsername, `must not be longer than ${longestUsername} characters`),
    z.refine((text) => text.isWellFormed(), 'must be whole characters'),
  );

/** Whether a text can be a Studio username. */
export function isUsername(text: string): boolean {
  return z.safeParse(username(), text).success;
}
