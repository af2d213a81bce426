/** The languages that people are written to in (BCP 47). A page or a mail without one of them does not compile. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ja', 'zh-Hans', 'ar'] as const;
export type Language = (typeof languages)[number];

/** Of a region or script that is not there, its language is served all the same: `pt-BR` reads `pt`, and `zh-TW` rather `zh-Hans` than English. */
const byPrimaryTag = new Map(languages.map((language) => [primaryTag(language), language]));

/**
 * The first language that is there among those that were named, each list being weighed on its own (RFC 9110, 12.5.4).
 *
 * @param wanted in the order of their say: a locale of an account, the `Accept-Language` of a request; null or empty where there is none
 */
export function chooseLanguage(wanted: readonly (string | null)[], fallback: Language): Language {
  for (const list of wanted) {
    for (const tag of byWeight(list ?? '')) {
      const language = byPrimaryTag.get(primaryTag(tag));
      if (language !== undefined) {
        return language;
      }
    }
  }
  return fallback;
}

function byWeight(list: string): string[] {
  return list
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';').map((part) => part.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

function primaryTag(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? '').toLowerCase();
}
