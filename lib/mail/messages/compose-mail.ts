import type { Mail } from '#lib/reset/ports.ts';
import { fillIn } from '#lib/wording/sentence.ts';
import { writing } from '#lib/wording/writing.ts';
import { isolated } from './isolated.ts';
import type { Letter } from './letter.ts';
import { letterAsHtml } from './letter-as-html.ts';
import { letterAsText } from './letter-as-text.ts';

type Subject = { words: string; values?: { readonly [name: string]: string } };

/** A mail that says the same in both of its parts. */
export function composeMail(to: string, subject: Subject, letter: Letter): Mail {
  const { language } = letter;
  const { direction } = writing[language];
  // The contracts fix the English subjects byte for byte (*Mail and link*), so only a subject that runs from right to left isolates its names.
  const value = (name: string) => (direction === 'rtl' ? isolated(name) : name);
  return {
    to,
    language,
    subject: fillIn(subject, { words: (text) => text, value }),
    html: letterAsHtml(letter),
    text: letterAsText(letter),
  };
}
