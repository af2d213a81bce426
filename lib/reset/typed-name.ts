/**
 * A name or an address without what nobody sees at its ends: blanks of all scripts, line breaks, zero-width characters, direction marks, byte order
 * marks. People paste them with the name. A soft hyphen stays, because it can be part of another name (M2).
 */
export function typedName(text: string): string {
  const characters = [...text];
  const start = characters.findIndex(isSeen);
  return start === -1 ? '' : characters.slice(start, characters.findLastIndex(isSeen) + 1).join('');
}

/** The longest text that is read as a name or an address, in UTF-16 units. No name is that long, whatever was pasted with it (F7). */
export const longestTypedName = 1_000;

function isSeen(character: string): boolean {
  return character === '\u00ad' || !/[\s\u0085\p{Z}\p{Cf}]/u.test(character);
}
