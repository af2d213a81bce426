import type { AccountReference } from './ports.ts';
import { typedName } from './typed-name.ts';

/**
 * The id under which an account is stored, whichever way its name is written. In Crafter Studio it is the username without regard to letter case and
 * to blanks at its ends, as in Studio's own database (ADR 10). Ids of the other realms are compared exactly; the callers write those of profiles in
 * lower case.
 */
export function canonicalId({ realm, id }: AccountReference): string {
  return realm === 'crafter-studio' ? [...typedName(id)].map(lowered).join('') : id;
}

/** Only a letter that has one lower case form, which leads back to it, has a letter case here. All others stay: look-alikes are other names (M2). */
function lowered(character: string): string {
  const lower = character.toLowerCase();
  return lower.toUpperCase() === character ? lower : character;
}
