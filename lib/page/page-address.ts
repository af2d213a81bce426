import { askedRealms, type PageRealm } from './asked-realms.ts';
import type { Reader } from './reader.ts';

/** Where password managers look for the page to change a password on (W3C, A Well-Known URL for Changing Passwords). */
export const wellKnownPath = '/.well-known/change-password';

/** The address of the form, from the well-known path. */
export const formFromWellKnownPath = '../forgot-password';

/** The realm that the address of a page names. */
export function realmNamed(given: string | undefined, reader: Pick<Reader, 'settings'>): PageRealm | undefined {
  return askedRealms(reader).find((each) => each === given);
}

/** The only realm that a page asks about: the one that its address names, or the only one that the operator has. */
export function onlyRealm(given: string | undefined, reader: Pick<Reader, 'settings'>): PageRealm | undefined {
  const [first, ...others] = askedRealms(reader);
  return realmNamed(given, reader) ?? (others.length === 0 ? first : undefined);
}

/**
 * The query of a page's address: the only product that the page asks about, and the language that its reader chose on a page. As an address it
 * leads to the page itself, whatever path comes before it.
 */
export function pageQuery(names: { realm?: PageRealm | undefined; lang?: string | undefined }): string {
  const given = Object.entries(names).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `?${new URLSearchParams(given)}`;
}

/** The address of the form, from its own page. */
export function formAddress(reader: Reader, only: string | undefined): string {
  return pageQuery({ realm: realmNamed(only, reader), lang: reader.chosenLanguage });
}

/** The address of the form, from the reset page, which stands beside it. */
export function formBeside({ chosenLanguage }: Reader): string {
  return chosenLanguage === undefined ? 'forgot-password' : `forgot-password${pageQuery({ lang: chosenLanguage })}`;
}
