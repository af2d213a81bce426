import type { Language } from './languages.ts';

type Writing = {
  /** What its readers call it. */
  name: string;
  /** For dates and durations. */
  locale: string;
  direction: 'ltr' | 'rtl';
  /** Where a line may be broken. Text that may be broken between any two characters is left to the mail reader or browser. */
  breaksAt: 'blanks' | 'characters';
};

const latin = { direction: 'ltr', breaksAt: 'blanks' } as const;

/** How each language is written. */
export const writing: { readonly [language in Language]: Writing } = {
  en: { ...latin, name: 'English', locale: 'en-GB' },
  de: { ...latin, name: 'Deutsch', locale: 'de' },
  fr: { ...latin, name: 'Français', locale: 'fr' },
  es: { ...latin, name: 'Español', locale: 'es' },
  it: { ...latin, name: 'Italiano', locale: 'it' },
  pt: { ...latin, name: 'Português', locale: 'pt' },
  ja: { name: '日本語', locale: 'ja', direction: 'ltr', breaksAt: 'characters' },
  'zh-Hans': { name: '简体中文', locale: 'zh-Hans', direction: 'ltr', breaksAt: 'characters' },
  // The digits and the calendar are those that all readers of Arabic know, and that links and the rest of the mail use.
  ar: { name: 'العربية', locale: 'ar-u-ca-gregory-nu-latn', direction: 'rtl', breaksAt: 'blanks' },
};
