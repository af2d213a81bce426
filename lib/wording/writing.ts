import type { Language } from './languages.ts';

type Writing = {
  /** For dates and durations. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** Where a line may be broken. Text that may be broken between any two characters is left to the mail reader or browser. */
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
  // The digits and the calendar are those that all readers of Arabic know, and that links and the rest of the mail use.
  ar: { locale: 'ar-u-ca-gregory-nu-latn', direction: 'rtl', breaksAt: 'blanks' },
};
