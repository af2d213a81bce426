import type { Language } from '#lib/wording/languages.ts';
import type { Words } from './catalogues/en.ts';

/** The sentences of the pages, by language. A page loads only the one that it needs, because all of them are an eighth of a function's size. */
export const catalogues: { readonly [language in Language]: () => Promise<Words> } = {
  en: async () => (await import('./catalogues/en.ts')).en,
  de: async () => (await import('./catalogues/de.ts')).de,
  fr: async () => (await import('./catalogues/fr.ts')).fr,
  es: async () => (await import('./catalogues/es.ts')).es,
  it: async () => (await import('./catalogues/it.ts')).it,
  pt: async () => (await import('./catalogues/pt.ts')).pt,
  ja: async () => (await import('./catalogues/ja.ts')).ja,
  'zh-Hans': async () => (await import('./catalogues/zh-Hans.ts')).zhHans,
  ar: async () => (await import('./catalogues/ar.ts')).ar,
};
