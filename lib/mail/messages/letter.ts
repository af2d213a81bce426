import type { Brand } from '#lib/wording/brand.ts';
import type { Language } from '#lib/wording/languages.ts';
import type { Sentence } from '#lib/wording/sentence.ts';

/** What a mail says, in the order of reading, whether it is read as HTML or as text. All of it is plain text. */
export type Letter = {
  language: Language;
  brand: Brand;
  /** Who writes. */
  sender: string;
  heading: string;
  blocks: readonly Block[];
  footer: readonly Sentence[];
};

export type Block = Sentence | LinkToOpen | Section;

/** The one thing that the reader is asked to do. */
export type LinkToOpen = {
  link: string;
  /** Leads to the link by a button, where there are buttons. */
  button: string;
  /** Before the link itself, below the button. */
  buttonFails: string;
  /** Before the link itself, where there is no button. */
  openLink: string;
};

type Section = { title: string; sentences: readonly Sentence[] };
