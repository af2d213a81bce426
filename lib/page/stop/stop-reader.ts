import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { QueryOfEvent } from '#lib/http/read-parameters.ts';
import { type Reader, readerOf } from '#lib/page/reader.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { Language } from '#lib/wording/languages.ts';
import type { StopWords } from './catalogues/en.ts';

/** The reader of a page that stops something. Its sentences are not in the other pages' catalogues, because those functions must stay small. */
export type StopReader = Reader & { stopWords: StopWords };

export async function stopReaderOf(
  event: Pick<APIGatewayProxyEventV2, 'headers'> & QueryOfEvent,
  settings: Settings,
): Promise<StopReader> {
  const reader = await readerOf(event, settings);
  return { ...reader, stopWords: await catalogues[reader.language]() };
}

const catalogues: { readonly [language in Language]: () => Promise<StopWords> } = {
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
