import type { Mail } from '#lib/reset/ports.ts';
import type { Letter } from './letter.ts';
import { letterAsHtml } from './letter-as-html.ts';
import { letterAsText } from './letter-as-text.ts';

/** A mail that says the same in both of its parts. */
export function composeMail(to: string, subject: string, letter: Letter): Mail {
  return { to, language: letter.language, subject, html: letterAsHtml(letter), text: letterAsText(letter) };
}
