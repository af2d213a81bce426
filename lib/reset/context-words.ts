/** Shorter words are a part of too many others. */
const fewestLetters = 4;

/** What a password needs besides words that everybody can guess: so many characters, of them so many different ones, and not digits alone. */
const fewestOwnCharacters = 6;
const fewestDifferent = 4;

/**
 * The words of names, of mail addresses and of host names that a guess begins with: each whole, and each of its parts. They are folded, and the
 * longest comes first.
 *
 * @param names null for a name that does not exist
 */
export function contextWords(names: readonly (string | null)[]): readonly string[] {
  const given = names.filter((name) => name !== null);
  const parts = given.flatMap((name) => [name, ...name.split('@'), ...name.split(/[^\p{L}\p{M}]+/u)]);
  const words = parts.map((part) => folded(plain(part))).filter((word) => [...word].length >= fewestLetters);
  return [...new Set(words)].sort((one, other) => other.length - one.length);
}

/**
 * Whether a password is little more than context words (NIST SP 800-63B): `Jane.Doe2024!` is for jane.doe, and `jane's blue vase` is not. Letter case,
 * accents, punctuation and the usual substitutions (`cr4ft3r`) do not count.
 *
 * @param words as `contextWords` returns them
 */
export function isMadeOfContext(password: string, words: readonly string[]): boolean {
  let own = plain(password);
  const all = folded(own);
  let text = all;
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at)) {
      text = text.slice(0, at) + text.slice(at + word.length);
      own = own.slice(0, at) + own.slice(at + word.length);
    }
  }
  const isLittle = own.length < fewestOwnCharacters || new Set(own).size < fewestDifferent || !/\p{L}/u.test(own);
  return isLittle && text !== all;
}

/** Whether a text is one of the words, as `contextWords` returns them. */
export function isContextWord(text: string, words: readonly string[]): boolean {
  return words.includes(folded(plain(text)));
}

/** Letters, digits, and the signs that stand for letters. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@$!|]+/gu, '');
}

const substitutes: { readonly [sign: string]: string } = {
  0: 'o',
  1: 'i',
  '!': 'i',
  '|': 'i',
  3: 'e',
  4: 'a',
  '@': 'a',
  5: 's',
  $: 's',
  7: 't',
  8: 'b',
};

/** Replaces signs by the letters that they stand for. The length stays. */
export function withoutSubstitutes(text: string): string {
  return text.replace(/[013457!8|@$]/g, (sign) => substitutes[sign] ?? sign);
}

/** `1` may stand for `i` or `l`, so the two are one letter. */
function folded(text: string): string {
  return withoutSubstitutes(text).replaceAll('l', 'i');
}
