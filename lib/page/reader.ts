import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Settings } from '#lib/settings/settings.ts';
import { chooseLanguage, type Language } from '#lib/wording/languages.ts';
import type { Words } from './catalogues/en.ts';
import { catalogues } from './catalogues.ts';

/** For whom a page is written. */
export type Reader = { language: Language; words: Words; settings: Settings };

/** In the first language that the request names and that is there; else in that of the settings. */
export async function readerOf({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>, settings: Settings): Promise<Reader> {
  const language = chooseLanguage([headers?.['accept-language'] ?? null], settings.language);
  return { language, words: await catalogues[language](), settings };
}
