import type { Brand } from '#lib/wording/brand.ts';
import type { Language } from '#lib/wording/languages.ts';
import type { Sentence } from '#lib/wording/sentence.ts';

/** The content of a mail in reading order, for its HTML and for its text. All of it is plain text. */
export type Letter = {
  language: Language;
  brand: Brand;
  /** The name at the top of the mail. */
  sender: string;
  heading: string;
  blocks: readonly Block[];
  footer: readonly Sentence[];
};

export type Block = Sentence | LinkToOpen | Section;

/** The one thing that the mail asks the reader to do. */
export type LinkToOpen = {
  link: string;
  /** The label of the button, which only HTML has. */
  button: string;
  /** Stands between the button and the link. */
  buttonFails: string;
  /** Stands before the link in the text, which has no button. */
  openLink: string;
};

type Section = { title: string; sentences: readonly Sentence[] };
