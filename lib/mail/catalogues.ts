import type { Language } from '#lib/wording/languages.ts';
import { ar } from './catalogues/ar.ts';
import { de } from './catalogues/de.ts';
import { type Catalogue, en } from './catalogues/en.ts';
import { es } from './catalogues/es.ts';
import { fr } from './catalogues/fr.ts';
import { it } from './catalogues/it.ts';
import { ja } from './catalogues/ja.ts';
import { pt } from './catalogues/pt.ts';
import { zhHans } from './catalogues/zh-Hans.ts';

/** The sentences of the mails, by language. */
export const catalogues: { readonly [language in Language]: Catalogue } = { en, de, fr, es, it, pt, ja, 'zh-Hans': zhHans, ar };
