import { formatDuration } from '#lib/wording/format-time.ts';
import { productName } from '#lib/wording/product-name.ts';
import { writing } from '#lib/wording/writing.ts';
import { choicesOf } from './choices.ts';
import type { Page } from './document.ts';
import { type Html, html, nothing, sentence } from './html.ts';
import { icon } from './icons.ts';
import { type PageRealm, pageRealms } from './identifier.ts';
import { noticePage } from './notice-page.ts';
import { formAddress, onlyRealm, realmNamed } from './page-address.ts';
import type { Reader } from './reader.ts';

/** The fault of a form that was sent. */
export type FormFault = 'nameNoAccount' | 'noUsername' | 'badUsername' | 'noAddress';

export type Filled = {
  /** The realm of the only product that the page asks about. If this is not a realm, the page asks about all that the operator has. */
  only?: string | undefined;
  /** The realm of the product that the person chose. */
  chosen?: PageRealm | undefined;
  identifier?: string;
  fault?: FormFault | undefined;
};

/** The page that asks whose password was forgotten. It works without a script, and fills in what was sent before. */
export function forgotPage(reader: Reader, filled: Filled = {}): Page {
  const { words } = reader;
  const realm = onlyRealm(filled.only, reader);
  const main = html`<main>
    <h1>${words.forgotTitle}</h1>
    <p>${words.forgotText}</p>
    <form method="post" action="${formAddress(reader, filled.only)}" novalidate>
    ${realm === undefined ? realmChoice(reader, filled) : theRealm(reader, realm)}
    ${identifierField(reader, realm, filled)}
    ${filled.fault ? html`<p id="fault" role="alert">${words[filled.fault]}</p>` : nothing}
    <p><button>${words.sendLink}</button></p>
    </form>
    </main>`;
  // A screen reader reads the title first, so the title of a form that comes back begins with its fault.
  const title = filled.fault ? `${words[filled.fault]} – ${words.forgotTitle}` : words.forgotTitle;
  return { title, main, only: realmNamed(filled.only), formAction: "'self'" };
}

/** The answer to a request for a link. It is the same whether or not the account exists (E1). */
export function sentPage(reader: Reader, only: string | undefined): Page {
  const { words, language, settings } = reader;
  const lifetime = formatDuration(settings.tokenLifetimeMinutes * 60_000, writing[language].locale);
  const text = html`<p>${sentence(words.sentText, { lifetime })}</p><p>${words.sentWait}</p>`;
  const image = icon('letter', 'plain');
  return noticePage(reader, { title: words.sentTitle, text, image, back: formAddress(reader, only), only: realmNamed(only) });
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

function realmChoice(reader: Reader, { chosen, fault }: Filled): Html {
  const { words } = reader;
  const isFaulty = fault === 'nameNoAccount';
  const attributesOf = (realm: PageRealm) => [
    html` required`,
    realm === chosen ? html` checked` : nothing,
    isFaulty && realm === pageRealms[0] ? html` autofocus` : nothing,
  ];
  const hints = { 'crafter-studio': words.enterUsername, 'traffic-ops': words.enterAddress };
  return html`<fieldset role="radiogroup"${isFaulty ? marked : nothing}><legend>${words.whichAccount}</legend>${choicesOf(
    reader,
    pageRealms,
    { attributesOf, hints },
  )}</fieldset>`;
}
