/** In characters (S2). */
export const longestUsername = 255;

/** Whether a text can be a Studio username. Half a character can neither be stored nor be written into a Location. */
export function isUsername(text: string): boolean {
  return text !== '' && text.length <= longestUsername && text.isWellFormed();
}
