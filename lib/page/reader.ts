import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { languagesIn } from '#lib/http/languages-in.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { chooseLanguage, type Language } from '#lib/wording/languages.ts';
import type { Words } from './catalogues/en.ts';
import { catalogues } from './catalogues.ts';

/** The person that a page is written for. */
export type Reader = { language: Language; words: Words; settings: Settings };

/** Chooses the first language of the request that there is a catalogue for, or else the language of the settings. */
export async function readerOf({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>, settings: Settings): Promise<Reader> {
  const language = chooseLanguage([languagesIn(headers)], settings.language);
  return { language, words: await catalogues[language](), settings };
}
