/** From 0 (very weak) to 4 (very good). */
export type Strength = 0 | 1 | 2 | 3 | 4;

/**
 * The bits at which a password reaches the next strength. 28 bits do not resist anyone for long; 60 resist anyone who has to guess at a bcrypt
 * hash.
 */
const steps = [28, 40, 52, 64] as const;

const alphabets: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^\0-\x7f]/, 100],
];

/**
 * Estimates how hard a password is to guess. The page shows it while the password is typed; no policy uses it. Characters that follow from those
 * before them, as in `aaaa`, `1234`, `qwer` and `abcabc`, add little.
 */
export function strengthOf(password: string, isCommon: boolean): Strength {
  if (isCommon) {
    return 0;
  }
  const alphabet = alphabets.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 1);
  const bits = surprises(password) * Math.log2(alphabet);
  // There are four steps, so the count is one of five.
  return steps.filter((step) => bits >= step).length as Strength;
}

const keyboard = 'qwertzuiop qwertyuiop asdfghjkl zxcvbnm yxcvbnm 1234567890';

/** The number of characters. A character that could be predicted counts a tenth. */
function surprises(password: string): number {
  const text = password.toLowerCase();
  return [...text].reduce((sum, character, index, all) => sum + (isForeseeable(all, index, character) ? 0.1 : 1), 0);
}

function isForeseeable(all: readonly string[], index: number, character: string): boolean {
  const [before = '', beforeThat = ''] = [all[index - 1], all[index - 2]];
  if (before === '') {
    return false;
  }
  const step = (from: string, to: string) => (to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0);
  const isStep =
    Math.abs(step(before, character)) <= 1 && beforeThat !== '' && step(before, character) === step(beforeThat, before);
  const isKeyboard = keyboard.includes(before + character) || keyboard.includes(character + before);
  const seen = all.slice(0, index - 1).join('');
  return before === character || isStep || isKeyboard || (index > 2 && seen.includes(before + character));
}
