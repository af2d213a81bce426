import type { AccountReference } from './ports.ts';

/**
 * A name or an address without what nobody sees at its ends: blanks of all scripts, line breaks, zero-width characters, direction marks, byte order
 * marks. People paste them with the name. A soft hyphen stays, because it can be part of another name (M2).
 */
export function typedName(text: string): string {
  const characters = [...text];
  const start = characters.findIndex(isSeen);
  return start === -1 ? '' : characters.slice(start, characters.findLastIndex(isSeen) + 1).join('');
}

/**
 * The id under which an account is stored, whichever way its name is written. In Crafter Studio it is the username without regard to letter case and
 * to blanks at its ends, as in Studio's own database (ADR 10). Ids of the other realms are compared exactly; the callers write those of profiles in
 * lower case.
 */
export function canonicalId({ realm, id }: AccountReference): string {
  return realm === 'crafter-studio' ? [...typedName(id)].map(lowered).join('') : id;
}

/** The longest text that is read as a name or an address, in UTF-16 units. No name is that long, whatever was pasted with it (F7). */
export const longestTypedName = 1_000;

function isSeen(character: string): boolean {
  return character === '\u00ad' || !/[\s\u0085\p{Z}\p{Cf}]/u.test(character);
}

/** Only a letter that has one lower case form, which leads back to it, has a letter case here. All others stay: look-alikes are other names (M2). */
function lowered(character: string): string {
  const lower = character.toLowerCase();
  return lower.toUpperCase() === character ? lower : character;
}
