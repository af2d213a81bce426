import { isContextWord, withoutSubstitutes } from '#lib/reset/context-words.ts';

/** What someone who guesses knows: the most common passwords, seasons and months, and the names of the person and the service. */
export type Guessable = {
  isCommon(lowered: string): boolean;
  isInCalendar(lowered: string): boolean;
  /** As `contextWords` returns them. */
  contextWords: readonly string[];
};

/** One of 10,000 words, of about a hundred words of the calendar, of the years since 1920, and of few names. */
const commonBits = 13;
const calendarBits = 7;
const nameBits = 4;
const repeatBits = 3;
/** A capital letter or a substitution. */
const variantBits = 1;

/**
 * How many bits it takes to guess a part of a password as a whole. Infinite if it is not a word, a year or a repetition.
 *
 * @param before what is before this part
 */
export function wordBits(part: string, before: string, guessable: Guessable): number {
  const lowered = part.toLowerCase();
  if (part.length > 2 && before.toLowerCase().includes(lowered)) {
    return repeatBits;
  }
  if (/^(19[2-9]|20[0-4])\d$/.test(lowered)) {
    return calendarBits;
  }
  const spelled = withoutSubstitutes(lowered);
  return bitsOf([lowered, spelled, spelled.replaceAll('i', 'l')], guessable) + (spelled === part ? 0 : variantBits);
}

/** @param spellings of one word: as typed, and with substitutions undone. `1` may stand for `i` or `l` */
function bitsOf(spellings: readonly string[], { isCommon, isInCalendar, contextWords }: Guessable): number {
  if (spellings.some((spelling) => isContextWord(spelling, contextWords))) {
    return nameBits;
  }
  if (spellings.some((spelling) => isInCalendar(spelling))) {
    return calendarBits;
  }
  return spellings.some((spelling) => spelling.length > 3 && isCommon(spelling)) ? commonBits : Infinity;
}
