import type { Page } from './document.ts';
import { type Html, html } from './html.ts';
import { icon } from './icons.ts';
import { formFromWellKnownPath } from './page-address.ts';
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

/** The way from the well-known path to the form, for clients that follow no redirect. */
export function wellKnownPage({ words }: Reader): Page {
  const main = html`<main class="notice">
    ${icon('key', 'plain')}<h1>${words.forgotTitle}</h1>
    <p>${words.forgotText}</p>
    <p><a class="button" href="${formFromWellKnownPath}">${words.goOn}</a></p>
    </main>`;
  return { title: words.forgotTitle, main };
}
