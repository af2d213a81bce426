import { weightedItems } from './weighted-items.ts';

/** The languages of the pages and mails (BCP 47). Leave one out of a page or a mail, and it does not compile. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ja', 'zh-Hans', 'ar'] as const;
export type Language = (typeof languages)[number];

/**
 * The first wanted language that Rekey has. Each list is sorted by its own weights (RFC 9110, 12.5.4).
 *
 * @param wanted the most important list first, such as an account's locale and a request's `Accept-Language`; null or empty if there is none
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
  return weightedItems(list)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ item }) => item);
}

function primaryTag(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? '').toLowerCase();
}

/** The region or script does not have to match: readers of `pt-BR` get `pt`, and readers of `zh-TW` get `zh-Hans` rather than English. */
const byPrimaryTag = new Map(languages.map((language) => [primaryTag(language), language]));
