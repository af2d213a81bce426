import { productName } from '#lib/wording/product-name.ts';
import { writing } from '#lib/wording/writing.ts';
import type { Words } from './catalogues/en.ts';
import { pageRealms } from './identifier.ts';
import { mildestPolicy } from './mildest-policy.ts';
import type { Reader } from './reader.ts';

type AboutProduct = { name: string; minimumBytes: number; refusesCommon: boolean };

/** What the reset page's script needs to know. It is public: everybody who opens the page can read it. */
export type ToldToScript = Pick<
  Words,
  'tooLong' | 'tooCommon' | 'isUsername' | 'passwordRefused' | 'serverSaid' | 'show' | 'hide'
> & {
  /** For formatting numbers. */
  locale: string;
  strengths: readonly string[];
  sentences: Pick<Words, 'linkIsFor' | 'doneText' | 'maybeText' | 'atLeast' | 'busyText'>;
  products: { readonly [realm: string]: AboutProduct };
};

export function toldToScript({ words, language, settings }: Reader): ToldToScript {
  const { tooLong, tooCommon, isUsername, passwordRefused, serverSaid, show, hide } = words;
  const { linkIsFor, doneText, maybeText, atLeast, busyText } = words;
  return {
    ...{ tooLong, tooCommon, isUsername, passwordRefused, serverSaid, show, hide },
    locale: writing[language].locale,
    strengths: words.strengths.split(', '),
    sentences: { linkIsFor, doneText, maybeText, atLeast, busyText },
    products: Object.fromEntries(
      pageRealms.map((realm) => [
        realm,
        { name: productName(realm, settings), ...mildestPolicy(realm, settings.passwordPolicies) },
      ]),
    ),
  };
}
