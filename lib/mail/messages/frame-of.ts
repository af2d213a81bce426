import type { Catalogue } from '#lib/mail/catalogues/en.ts';
import { catalogues } from '#lib/mail/catalogues.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Account, Mail } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type SignInUrls, signInUrl } from '#lib/settings/sign-in-url.ts';
import { chooseLanguage, type Language } from '#lib/wording/languages.ts';
import { oneLine } from '#lib/wording/plain-text.ts';
import { type ProductNames, productName } from '#lib/wording/product-name.ts';
import { fillIn, type Sentence } from '#lib/wording/sentence.ts';
import { writing } from '#lib/wording/writing.ts';
import type { Brand, Letter } from './letter.ts';
import { letterAsHtml } from './letter-as-html.ts';
import { isolated, letterAsText } from './letter-as-text.ts';
import { looksLikeLink } from './looks-like-link.ts';

/** The settings that the words and the look of mails depend on. */
export type MailSettings = Brand & ProductNames & SignInUrls & Pick<Settings, 'language'>;

type PlainSentence = { words: string; values?: { readonly [name: string]: string } };

/** What differs from mail to mail. */
type Content = Pick<Letter, 'heading' | 'blocks'> & { subject: PlainSentence; preheader: PlainSentence };

/** What all mails to one reader have in common. */
export type Frame = {
  words: Catalogue;
  locale: string;
  product: string;
  username: string;
  greeting: Sentence;
  /** The first sentence with the support address, if there is one; otherwise the second, which does without. */
  withSupport: (sentence: string, otherwise: string) => Sentence;
  /** The finished mail. Its HTML and its text say the same. */
  compose: (content: Content) => Mail;
};

/** @param languages as in `ResetRequest`; they count if Rekey does not have the language of the account's locale */
export function frameOf(account: Account & { email: string }, languages: string, settings: MailSettings): Frame {
  const language: Language = chooseLanguage([account.locale, languages], settings.language);
  const words = catalogues[language];
  const product = productName(account.realm, settings);
  const support = settings.supportAddress === null ? null : { mailTo: oneLine(settings.supportAddress, longestAddress) };
  const sender = oneLine(settings.brandName ?? '') || product;
  const username = oneLine(account.username);
  const page = signInUrl(account.realm, settings);
  const footer = [
    ...(page === null ? [] : [{ words: words.signIn, values: { product, page: { url: page } } }]),
    ...(support === null ? [] : [{ words: words.help, values: { support } }]),
    { words: words.automatic, values: { product } },
  ];
  return {
    words,
    locale: writing[language].locale,
    product,
    username,
    greeting: mayGreet(username, account.email)
      ? { words: words.greeting, values: { username } }
      : { words: words.greetingWithoutName },
    withSupport: (sentence, otherwise) => (support === null ? { words: otherwise } : { words: sentence, values: { support } }),
    compose: ({ subject, preheader, ...content }) => {
      const shownInLists = plainText(language, preheader);
      const letter = { language, brand: settings, sender, preheader: shownInLists, footer, ...content };
      return {
        to: account.email,
        language,
        subject: plainText(language, subject),
        html: letterAsHtml(letter),
        text: letterAsText(letter),
      };
    },
  };
}

/** A subject or a preheader. */
function plainText(language: Language, sentence: PlainSentence): string {
  const { direction } = writing[language];
  // The contracts fix the English subjects byte for byte (*Mail and link*), so only a text that runs from right to left isolates its names.
  const value = (name: string) => (direction === 'rtl' ? isolated(name) : name);
  return fillIn(sentence, { words: (text) => text, value });
}

/** The longest possible address (RFC 5321, 4.5.3.1.3). */
const longestAddress = 254;

/**
 * A mail from a trusted sender must not greet its reader with a stranger's link (M4). The reader's own address is not a stranger's, and many people
 * have it as their username.
 */
function mayGreet(username: string, email: string): boolean {
  return !looksLikeLink(username) || canonicalAddress(username) === canonicalAddress(email);
}
