/**
 * Takes an option out of the words of a command line, the rest of which is another program's.
 *
 * @param option for example `--env`, given as `--env production` or `--env=production`
 * @throws {Error} when its value is missing
 */
export function takeOption(words: readonly string[], option: string): { value: string | undefined; others: string[] } {
  const at = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const found = words[at];
  if (found === undefined) {
    return { value: undefined, others: [...words] };
  }
  const isOneWord = found !== option;
  const value = isOneWord ? found.slice(option.length + 1) : words[at + 1];
  if (value === undefined || value === '' || value.startsWith('-')) {
    throw new Error(`${option} needs a value.`);
  }
  return { value, others: words.toSpliced(at, isOneWord ? 1 : 2) };
}
