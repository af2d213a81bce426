import { expect, test } from '@jest/globals';
import { readerOf } from '#lib/page/reader.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const settings = parseSettings({ REKEY_LANGUAGE: 'it' });
const headers = { 'accept-language': 'fr' };

test.each([
  ['lang=de', 'de', 'de'],
  ['realm=traffic-ops&lang=zh-Hans', 'zh-Hans', 'zh-Hans'],
  ['lang=ja&lang=de', 'ja', 'ja'],
  ['lang=nl', 'fr', undefined],
  ['lang=DE', 'fr', undefined],
  ['lang=constructor', 'fr', undefined],
  ['lang=%3Cscript%3E', 'fr', undefined],
  ['', 'fr', undefined],
])('a page whose query is %j is in %s for a browser that wants French', async (rawQueryString, language, chosenLanguage) => {
  expect(await readerOf({ headers, rawQueryString }, settings)).toMatchObject({ language, chosenLanguage });
});

test('without a chosen language and a known language of the browser, a page is in the language of the settings', async () => {
  expect(await readerOf({ headers: {} }, settings)).toMatchObject({ language: 'it', chosenLanguage: undefined });
});
