import type { Language } from './languages.ts';

type Writing = {
  /** Of dates and durations. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** A line is broken there; otherwise it may be broken between any two characters, which every reader does by itself. */
  breaksAt: 'blanks' | 'characters';
};

const latin = { direction: 'ltr', breaksAt: 'blanks' } as const;

/** How each language is written. */
export const writing: { readonly [language in Language]: Writing } = {
  en: { ...latin, locale: 'en-GB' },
  de: { ...latin, locale: 'de' },
  fr: { ...latin, locale: 'fr' },
  es: { ...latin, locale: 'es' },
  it: { ...latin, locale: 'it' },
  pt: { ...latin, locale: 'pt' },
  ja: { locale: 'ja', direction: 'ltr', breaksAt: 'characters' },
  'zh-Hans': { locale: 'zh-Hans', direction: 'ltr', breaksAt: 'characters' },
  // Digits and calendar are those that all readers of Arabic know, and that the links and the rest of the mail have.
  ar: { locale: 'ar-u-ca-gregory-nu-latn', direction: 'rtl', breaksAt: 'blanks' },
};
