const columns = 72;

/** A word, or text that is isolated from the direction of the text around it: a break inside would end the isolation. */
const unbreakable = /(?:\u2068[^\u2069]*\u2069|[^\s\u2068]|[\u00a0\u202f])+/g;

/** Breaks a line at blanks, so that it fits into a terminal. A word that is longer than a line stays whole. */
export function wrapLine(text: string): string {
  const lines: string[] = [];
  for (const word of text.match(unbreakable) ?? []) {
    const line = lines.at(-1);
    const longer = `${line} ${word}`;
    if (line === undefined || longer.length > columns) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = longer;
    }
  }
  return lines.join('\n');
}
