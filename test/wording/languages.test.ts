import { expect, test } from '@jest/globals';
import { chooseLanguage } from '#lib/wording/languages.ts';

test.each([
  ['the locale of the account comes before what the browser says', ['de', 'fr'], 'de'],
  ['a locale that is not there leaves the choice to the browser', ['nl', 'fr'], 'fr'],
  ['an account without a locale too', [null, 'it-CH, it;q=0.9, en;q=0.8'], 'it'],
  ['weights count, not the order', ['en;q=0.5, ja, de;q=0.9'], 'ja'],
  ['of equal weights the first counts', ['es, pt'], 'es'],
  ['a weight of zero means: not this one', ['de;q=0, en;q=0.1'], 'en'],
  ['a weight that is no number too', ['de;q=x, fr'], 'fr'],
  ['regions read their language', ['pt-BR'], 'pt'],
  ['as Java writes them', ['de_AT'], 'de'],
  ['in whatever letter case', ['DE-at'], 'de'],
  ['Chinese of any script reads the one that is there', ['zh-TW'], 'zh-Hans'],
  ['nothing but a star takes the fallback', ['*'], 'fr'],
  ['nothing at all takes the fallback', [null, ''], 'fr'],
  ['nonsense takes the fallback', [';;,=,\u0000, constructor, __proto__'], 'fr'],
])('%s', (_, wanted, language) => {
  expect(chooseLanguage(wanted, 'fr')).toBe(language);
});
