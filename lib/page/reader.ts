import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { languagesIn } from '#lib/http/languages-in.ts';
import { type QueryOfEvent, readQuery } from '#lib/http/read-parameters.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { chooseLanguage, type Language, languages } from '#lib/wording/languages.ts';
import type { Words } from './catalogues/en.ts';
import { catalogues } from './catalogues.ts';

/** The person that a page is written for. */
export type Reader = {
  language: Language;
  /** The language that the person chose on a page; undefined if the browser chose. */
  chosenLanguage: Language | undefined;
  words: Words;
  settings: Settings;
};

type Asked = Pick<APIGatewayProxyEventV2, 'headers'> & QueryOfEvent;

/** Takes the language that the person chose, or else the first language of the request that there is a catalogue for, or else that of the settings. */
export async function readerOf(event: Asked, settings: Settings): Promise<Reader> {
  const chosenLanguage = languageChosenIn(event);
  const language = chosenLanguage ?? chooseLanguage([languagesIn(event.headers)], settings.language);
  return { language, chosenLanguage, words: await catalogues[language](), settings };
}

/** The language that the address of a page names. */
export function languageChosenIn(event: QueryOfEvent): Language | undefined {
  const given = [readQuery(event).lang].flat()[0];
  return languages.find((each) => each === given);
}
