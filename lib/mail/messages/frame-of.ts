import type { Catalogue } from '#lib/mail/catalogues/en.ts';
import { catalogues } from '#lib/mail/catalogues.ts';
import type { Account } from '#lib/reset/ports.ts';
import { chooseLanguage, type Language } from '#lib/wording/languages.ts';
import { oneLine } from '#lib/wording/one-line.ts';
import { productName } from '#lib/wording/product-name.ts';
import type { Sentence } from '#lib/wording/sentence.ts';
import { writing } from '#lib/wording/writing.ts';
import type { Letter } from './letter.ts';
import type { MailSettings } from './mail-settings.ts';

/** The longest address that there can be (RFC 5321, 4.5.3.1.3). */
const longestAddress = 254;

/** Mail readers turn such words into links, and a mail from a trusted sender must not greet people with a stranger's link. */
const looksLikeLink = /:\/\/|\.\S*\//;

/** The parts that all mails to one reader share. */
export type Frame = {
  words: Catalogue;
  locale: string;
  product: string;
  username: string;
  greeting: Sentence;
  letter: Pick<Letter, 'language' | 'brand' | 'sender' | 'footer'>;
  /** The first sentence, which names the support address, if there is one; otherwise the second. */
  withSupport: (sentence: string, otherwise: string) => Sentence;
};

/** @param languages as in `ResetRequest`; they decide if no catalogue fits the account's locale */
export function frameOf(account: Account, languages: string, settings: MailSettings): Frame {
  const language: Language = chooseLanguage([account.locale, languages], settings.language);
  const words = catalogues[language];
  const product = productName(account.realm, settings);
  const support = settings.supportAddress === null ? null : { mailTo: oneLine(settings.supportAddress, longestAddress) };
  const sender = oneLine(settings.brandName ?? '') || product;
  const username = oneLine(account.username);
  const help = support === null ? [] : [{ words: words.help, values: { support } }];
  return {
    words,
    locale: writing[language].locale,
    product,
    username,
    greeting: looksLikeLink.test(username)
      ? { words: words.greetingWithoutName }
      : { words: words.greeting, values: { username } },
    letter: { language, brand: settings, sender, footer: [{ words: words.automatic }, ...help] },
    withSupport: (sentence, otherwise) => (support === null ? { words: otherwise } : { words: sentence, values: { support } }),
  };
}
