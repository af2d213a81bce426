import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Settings } from '#lib/config.ts';
import { chooseLanguage, type Language } from '#lib/languages.ts';
import type { Words } from './catalogues/en.ts';

/** Loaded one at a time: all of them together are an eighth of a function. */
const catalogues: { readonly [language in Language]: () => Promise<Words> } = {
  en: async () => (await import('./catalogues/en.ts')).en,
  de: async () => (await import('./catalogues/de.ts')).de,
  fr: async () => (await import('./catalogues/fr.ts')).fr,
  es: async () => (await import('./catalogues/es.ts')).es,
  it: async () => (await import('./catalogues/it.ts')).it,
  pt: async () => (await import('./catalogues/pt.ts')).pt,
  ja: async () => (await import('./catalogues/ja.ts')).ja,
  'zh-Hans': async () => (await import('./catalogues/zh-hans.ts')).zhHans,
  ar: async () => (await import('./catalogues/ar.ts')).ar,
};

/** For whom a page is written. */
export type Reader = { language: Language; words: Words; settings: Settings };

/** In the first language that the request names and that is there; else in that of the settings. */
export async function readerOf({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>, settings: Settings): Promise<Reader> {
  const language = chooseLanguage([headers?.['accept-language'] ?? null], settings.language);
  return { language, words: await catalogues[language](), settings };
}
