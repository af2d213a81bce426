import { inInitPhase } from '#lib/runtime/init-phase.ts';
import { formatDuration } from '#lib/wording/format-time.ts';
import { writing } from '#lib/wording/writing.ts';
import type { PageRealm } from './asked-realms.ts';
import { sentScript } from './assets.ts';
import type { Page } from './document.ts';
import { timeZoneField } from './forgot-page.ts';
import { html, sentence } from './html.ts';
import { icon } from './icons.ts';
import { formAddress, realmNamed } from './page-address.ts';
import type { Reader } from './reader.ts';

// The first duration takes 12 ms, because Node reads its data for numbers with a unit then.
inInitPhase(async () => formatDuration(60_000, 'en'));

type Sent = {
  /** The realm that the address of the page names. */
  only: string | undefined;
  realm: PageRealm;
  /** The username or the address, as it was typed. */
  typed: string;
};

/**
 * The answer to a request for a link. It is the same whether or not the account exists (E1). It repeats what was typed, because a typing error is a
 * common reason for a mail that does not come. Its script lets a minute pass before the person can ask again.
 */
export function sentPage(reader: Reader, { only, realm, typed }: Sent): Page {
  const { words, language, settings } = reader;
  const { locale } = writing[language];
  const lifetime = formatDuration(settings.tokenLifetimeMinutes * 60_000, locale);
  const back = formAddress(reader, only);
  const main = html`<main class="notice" data-locale="${locale}" data-wait="${words.sendAgainIn}">
    ${icon('letter', 'plain')}<h1>${words.sentTitle}</h1>
    <p>${sentence(words.sentText, { typed: html`<strong>${typed}</strong>`, lifetime })}</p>
    <p>${words.sentWait}</p>
    <form method="post" action="${back}">
    <input type="hidden" name="realm" value="${realm}"><input type="hidden" name="identifier" value="${typed}">
    ${timeZoneField}
    <p><button class="quiet" id="again">${words.sendAgain}</button></p>
    <p id="wait" hidden></p>
    </form>
    <p><a href="${back}">${words.back}</a></p>
    </main>`;
  return { title: words.sentTitle, main, only: realmNamed(only, reader), formAction: "'self'", script: sentScript };
}
