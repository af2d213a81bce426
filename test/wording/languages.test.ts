import { expect, test } from '@jest/globals';
import { chooseLanguage } from '#lib/wording/languages.ts';

test.each([
  ['the account’s locale comes before the browser’s languages', ['de', 'fr'], 'de'],
  ['if Rekey does not have the locale, the browser’s languages decide', ['nl', 'fr'], 'fr'],
  ['if the account has no locale, the browser’s languages decide', [null, 'it-CH, it;q=0.9, en;q=0.8'], 'it'],
  ['weights count, not the order', ['en;q=0.5, ja, de;q=0.9'], 'ja'],
  ['the first of equal weights counts', ['es, pt'], 'es'],
  ['a weight of zero excludes a language', ['de;q=0, en;q=0.1'], 'en'],
  ['a weight that is not a number excludes a language', ['de;q=x, fr'], 'fr'],
  ['the region is ignored', ['pt-BR'], 'pt'],
  ['an underscore works like a hyphen, because Java writes one', ['de_AT'], 'de'],
  ['letter case is ignored', ['DE-at'], 'de'],
  ['readers of any Chinese script get the one that Rekey has', ['zh-TW'], 'zh-Hans'],
  ['a star alone means the fallback', ['*'], 'fr'],
  ['no list means the fallback', [null, ''], 'fr'],
  ['nonsense means the fallback', [';;,=,\u0000, constructor, __proto__'], 'fr'],
])('%s', (_, wanted, language) => {
  expect(chooseLanguage(wanted, 'fr')).toBe(language);
});
