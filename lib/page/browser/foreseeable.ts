const alphabets: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^\0-\x7f]/, 100],
];

/** How many characters someone who guesses has to try at each place. */
export function alphabetOf(password: string): number {
  return alphabets.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 1);
}

const keyboard = 'qwertzuiop qwertyuiop azertyuiop asdfghjkl qsdfghjklm zxcvbnm yxcvbnm 1234567890';

/** Whether a character follows from those before it: the same again, the next of a series, or the next key. */
export function isForeseeable(all: readonly string[], index: number): boolean {
  const [character = '', before = '', beforeThat = ''] = [all[index], all[index - 1], all[index - 2]];
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
