import { alphabetOf, isForeseeable } from './foreseeable.ts';
import { type Guessable, wordBits } from './guessable-words.ts';

/** From 0 (very weak) to 4 (very good). */
export type Strength = 0 | 1 | 2 | 3 | 4;

/**
 * The bits at which a password reaches the next strength. 28 bits do not resist anyone for long; 60 resist anyone who has to guess at a bcrypt
 * hash.
 */
const steps = [28, 40, 52, 64] as const;

const longestWord = 20;

/**
 * Estimates how hard a password is to guess. The page shows it while the password is typed; no policy uses it. Someone who guesses tries words, years
 * and repetitions before anything else, and does not need to guess characters that follow from those before them, as in `aaaa`, `1234` and `qwer`.
 * So this looks for the cheapest way to put the password together.
 */
export function strengthOf(password: string, guessable: Guessable): Strength {
  if (guessable.isCommon(password.toLowerCase())) {
    return 0;
  }
  const characters = [...password];
  const bitsOfCharacter = Math.log2(alphabetOf(password));
  const lowered = characters.map((character) => character.toLowerCase());
  /** The bits of the first so many characters. */
  const bits = [0];
  for (let end = 1; end <= characters.length; end++) {
    const last = isForeseeable(lowered, end - 1) ? 0.1 : 1;
    let least = (bits[end - 1] ?? 0) + last * bitsOfCharacter;
    for (let start = Math.max(0, end - longestWord); start < end - 1; start++) {
      const before = characters.slice(0, start).join('');
      least = Math.min(least, (bits[start] ?? 0) + wordBits(characters.slice(start, end).join(''), before, guessable));
    }
    bits.push(least);
  }
  // There are four steps, so the count is one of five.
  return steps.filter((step) => (bits.at(-1) ?? 0) >= step).length as Strength;
}
