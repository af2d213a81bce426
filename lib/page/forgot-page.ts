import { formatDuration } from '#lib/wording/format-duration.ts';
import { product } from '#lib/wording/product.ts';
import { writing } from '#lib/wording/writing.ts';
import type { Page } from './document.ts';
import { type Html, html, nothing, sentence } from './html.ts';
import { type PageRealm, pageRealms } from './identifier.ts';
import type { Reader } from './reader.ts';

/** What was wrong with the form that was sent. */
export type FormFault = 'nameNoAccount' | 'noUsername' | 'noAddress';

export type Filled = {
  /** The realm that alone is asked about, or, with a fault, the one that was chosen. */
  realm?: string | undefined;
  identifier?: string | undefined;
  fault?: FormFault;
};

/** The page that asks whose password was forgotten. It needs no script. What was sent before comes back filled in. */
export function forgotPage(reader: Reader, { realm: named, identifier = '', fault }: Filled = {}): Page {
  const { words } = reader;
  const realm = pageRealms.find((each) => each === named);
  const asked = fault === undefined ? realm : undefined;
  const main = html`<main>
    <h1>${words.forgotTitle}</h1>
    <p>${words.forgotText}</p>
    <form method="post" action="forgot-password" novalidate>
    ${asked === undefined ? realmChoice(reader, realm) : theRealm(reader, asked)}
    ${identifierField(reader, asked, identifier, fault)}
    ${fault ? html`<p id="fault" role="alert">${words[fault]}</p>` : nothing}
    <p><button>${words.sendLink}</button></p>
    </form>
    </main>`;
  return { title: words.forgotTitle, main, formAction: "'self'" };
}

function identifierField(
  { words }: Reader,
  realm: PageRealm | undefined,
  identifier: string,
  fault: FormFault | undefined,
): Html {
  const label = { 'crafter-studio': words.username, 'traffic-ops': words.address, either: words.usernameOrAddress }[
    realm ?? 'either'
  ];
  const invalid = fault === undefined ? nothing : html` aria-invalid="true" aria-describedby="fault"`;
  return html`<p><label for="identifier">${label}</label>
    <input id="identifier" name="identifier" value="${identifier}" required maxlength="255" dir="ltr"
      autocomplete="${realm === 'traffic-ops' ? 'email' : 'username'}" inputmode="${realm === 'crafter-studio' ? 'text' : 'email'}"
      autocapitalize="none" autocorrect="off" spellcheck="false"${invalid}></p>`;
}

function theRealm({ settings }: Reader, realm: PageRealm): Html {
  return html`<p><strong>${product(realm, settings).name}</strong><input type="hidden" name="realm" value="${realm}"></p>`;
}

function realmChoice({ words, settings }: Reader, chosen: PageRealm | undefined): Html {
  const choices = pageRealms.map((realm) => {
    const by = sentence(realm === 'traffic-ops' ? words.byAddress : words.byUsername, { product: product(realm, settings).name });
    const checked = realm === chosen ? html` checked` : nothing;
    return html`<label><input type="radio" name="realm" value="${realm}" required${checked}> <span>${by}</span></label>`;
  });
  return html`<fieldset><legend>${words.whichAccount}</legend>${choices}</fieldset>`;
}

/** What everybody is told who asked for a link, whether or not there is such an account (E1). */
export function sentPage({ words, language, settings }: Reader): Page {
  const lifetime = formatDuration(settings.tokenLifetimeMinutes * 60_000, writing[language].locale);
  const main = html`<main>
    <h1>${words.sentTitle}</h1>
    <p>${sentence(words.sentText, { lifetime })}</p>
    <p>${words.sentWait}</p>
    <p><a class="button quiet" href="forgot-password">${words.back}</a></p>
    </main>`;
  return { title: words.sentTitle, main };
}

/** A page for what went wrong, with a way back. */
export function troublePage({ words }: Reader, title: string, text: string): Page {
  const main = html`<main>
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a class="button quiet" href="forgot-password">${words.back}</a></p>
    </main>`;
  return { title, main };
}
