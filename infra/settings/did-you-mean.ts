import { closestMatch } from 'leven';

/** The question to ask after an unknown name, with a blank before it. Empty if no known name is close to it. */
export function didYouMean(given: string, known: readonly string[]): string {
  const bySmallLetters = new Map(known.map((name) => [name.toLowerCase(), name]));
  const maxDistance = Math.max(2, Math.floor(given.length / 4));
  const closest = closestMatch(given.toLowerCase(), [...bySmallLetters.keys()], { maxDistance });
  return closest === undefined ? '' : ` Did you mean ${bySmallLetters.get(closest)}?`;
}
