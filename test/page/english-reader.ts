import { type Reader, readerOf } from '#lib/page/reader.ts';
import { parseSettings } from '#lib/settings/settings.ts';

/** A reader of English under the settings that these environment variables make. */
export function englishReader(environment: { [name: string]: string } = {}): Promise<Reader> {
  return readerOf({ headers: { 'accept-language': 'en' } }, parseSettings(environment));
}
