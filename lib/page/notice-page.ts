import type { Page } from './document.ts';
import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

type Notice = Pick<Page, 'title' | 'only'> & {
  /** The picture that says the same as the title. */
  image: Html;
  text: Html;
  /** The address of the form. */
  back: string;
};

/** A page with a message and a link back to the form. */
export function noticePage({ words }: Reader, { title, image, text, back, only }: Notice): Page {
  const main = html`<main class="notice">
    ${image}<h1>${title}</h1>
    ${text}
    <p><a class="button quiet" href="${back}">${words.back}</a></p>
    </main>`;
  return { title, main, only };
}
