import type { Settings } from '#lib/settings/settings.ts';
import type { Language } from '#lib/wording/languages.ts';
import type { Sentence } from '#lib/wording/sentence.ts';

/** What a mail says, in reading order, for both its HTML and its text. All of it is plain text. */
export type Letter = {
  language: Language;
  brand: Brand;
  /** What lists of mails show after the subject. The mail itself does not show it. */
  preheader: string;
  /** The name at the head of the mail. */
  sender: string;
  heading: string;
  blocks: readonly Block[];
  /** About the product: where to sign in, where to get help, who sent the mail. */
  footer: readonly Sentence[];
};

/**
 * How the mail looks and where its readers get help. The colours are readable ones in the form `#rrggbb` (`readableOn` checks them), so they can
 * go into styles without escaping.
 */
export type Brand = Pick<Settings, 'brandName' | 'brandColor' | 'brandColorDark' | 'supportAddress'>;

export type Block = Sentence | LinkToOpen | Section;

/** The one thing that the reader is asked to do. */
export type LinkToOpen = {
  link: string;
  /** The label of the button, which only HTML has. */
  button: string;
  /** HTML only: stands between the button and the link. */
  buttonFails: string;
  /** Text only: stands before the link. */
  openLink: string;
};

type Section = {
  title: string;
  sentences: readonly Sentence[];
  /** What else the reader can do. */
  links?: readonly { words: string; url: string }[];
};
