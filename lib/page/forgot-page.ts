import { formatDuration } from '#lib/wording/format-time.ts';
import { productName } from '#lib/wording/product-name.ts';
import { writing } from '#lib/wording/writing.ts';
import type { Page } from './document.ts';
import { type Html, html, nothing, sentence } from './html.ts';
import { type PageRealm, pageRealms } from './identifier.ts';
import type { Reader } from './reader.ts';

/** The fault of a form that was sent. */
export type FormFault = 'nameNoAccount' | 'noUsername' | 'badUsername' | 'noAddress';

export type Filled = {
  /** The realm of the only product that the page asks about. The page asks about both if this is not a realm. */
  only?: string | undefined;
  /** The realm of the product that the person chose. */
  chosen?: PageRealm | undefined;
  identifier?: string;
  fault?: FormFault | undefined;
};

/** The page that asks whose password was forgotten. It works without a script, and fills in what was sent before. */
export function forgotPage(reader: Reader, filled: Filled = {}): Page {
  const { words } = reader;
  const only = realmIn(filled.only);
  const main = html`<main>
    <h1>${words.forgotTitle}</h1>
    <p>${words.forgotText}</p>
    <form method="post" action="${pathTo(only)}" novalidate>
    ${only === undefined ? realmChoice(reader, filled) : theRealm(reader, only)}
    ${identifierField(reader, only, filled)}
    ${filled.fault ? html`<p id="fault" role="alert">${words[filled.fault]}</p>` : nothing}
    <p><button>${words.sendLink}</button></p>
    </form>
    </main>`;
  // A screen reader reads the title first, so the title of a form that comes back begins with its fault.
  const title = filled.fault ? `${words[filled.fault]} – ${words.forgotTitle}` : words.forgotTitle;
  return { title, main, formAction: "'self'" };
}

/** The answer to a request for a link. It is the same whether or not the account exists (E1). */
export function sentPage(reader: Reader, only: string | undefined): Page {
  const { words, language, settings } = reader;
  const lifetime = formatDuration(settings.tokenLifetimeMinutes * 60_000, writing[language].locale);
  const text = html`<p>${sentence(words.sentText, { lifetime })}</p><p>${words.sentWait}</p>`;
  return noticePage(reader, { title: words.sentTitle, text, back: pathTo(only) });
}

/** A page with a message and a link back to the form. `back` is the address of the form. */
export function noticePage({ words }: Reader, { title, text, back }: { title: string; text: Html; back: string }): Page {
  const main = html`<main>
    <h1>${title}</h1>
    ${text}
    <p><a class="button quiet" href="${back}">${words.back}</a></p>
    </main>`;
  return { title, main };
}

/** The form, from its own page. It is only a query, so it keeps the path of the page, whatever comes before or after that path. */
export function pathTo(only: string | undefined): string {
  const realm = realmIn(only);
  return realm === undefined ? '?' : `?realm=${realm}`;
}

function realmIn(given: string | undefined): PageRealm | undefined {
  return pageRealms.find((each) => each === given);
}

const marked = html` aria-invalid="true" aria-describedby="fault"`;

function identifierField({ words }: Reader, realm: PageRealm | undefined, { identifier = '', fault }: Filled): Html {
  const label = { 'crafter-studio': words.username, 'traffic-ops': words.address, either: words.usernameOrAddress }[
    realm ?? 'either'
  ];
  const isFaulty = fault !== undefined && fault !== 'nameNoAccount';
  return html`<p><label for="identifier">${label}</label>
    <input id="identifier" name="identifier" value="${identifier}" required dir="ltr"
      autocomplete="${realm === 'traffic-ops' ? 'email' : 'username'}" inputmode="${realm === 'crafter-studio' ? 'text' : 'email'}"
      autocapitalize="none" autocorrect="off" spellcheck="false"${isFaulty ? html`${marked} autofocus` : nothing}></p>`;
}

function theRealm({ settings }: Reader, realm: PageRealm): Html {
  return html`<p><strong>${productName(realm, settings)}</strong><input type="hidden" name="realm" value="${realm}"></p>`;
}

function realmChoice({ words, settings }: Reader, { chosen, fault }: Filled): Html {
  const isFaulty = fault === 'nameNoAccount';
  const choices = pageRealms.map((realm, index) => {
    const by = sentence(realm === 'traffic-ops' ? words.byAddress : words.byUsername, { product: productName(realm, settings) });
    const state = [realm === chosen ? html` checked` : nothing, isFaulty && index === 0 ? html` autofocus` : nothing];
    return html`<label><input type="radio" name="realm" value="${realm}" required${state}> <span>${by}</span></label>`;
  });
  return html`<fieldset role="radiogroup"${isFaulty ? marked : nothing}><legend>${words.whichAccount}</legend>${choices}</fieldset>`;
}
