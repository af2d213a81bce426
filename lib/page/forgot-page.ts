import { productName } from '#lib/wording/product-name.ts';
import { askedRealms, namedBy, type PageRealm } from './asked-realms.ts';
import { forgotPasswordScript } from './assets.ts';
import { choicesOf } from './choices.ts';
import type { Page } from './document.ts';
import { type Html, html, nothing } from './html.ts';
import { formAddress, onlyRealm, realmNamed } from './page-address.ts';
import type { Reader } from './reader.ts';

/** What is wrong with a form that was sent, part by part. */
export type FormFaults = {
  realm?: 'nameNoAccount';
  identifier?: 'noName' | 'noUsername' | 'badUsername' | 'noAddress';
};

export type Filled = {
  /** The realm of the only product that the page asks about. If this is not a realm, the page asks about all that the operator has. */
  only?: string | undefined;
  /** The realm of the product that the person chose. */
  chosen?: PageRealm | undefined;
  identifier?: string;
  faults?: FormFaults;
};

/**
 * The page that asks whose password was forgotten. It works without a script, and fills in what was sent before. Its script only names
 * the person's time zone.
 */
export function forgotPage(reader: Reader, filled: Filled = {}): Page {
  const { words } = reader;
  const realm = onlyRealm(filled.only, reader);
  const main = html`<main>
    ${faultSummary(reader, filled)}
    <h1>${words.forgotTitle}</h1>
    <p>${words.forgotText}</p>
    <form method="post" action="${formAddress(reader, filled.only)}" novalidate>
    ${realm === undefined ? realmChoice(reader, filled) : theRealm(reader, realm)}
    ${identifierField(reader, realm, filled)}
    ${timeZoneField}
    <p><button>${words.sendLink}</button></p>
    </form>
    </main>`;
  // A screen reader reads the title first, so the title of a form that comes back begins with its first fault.
  const [first] = faultsIn(filled);
  const title = first ? `${words[first.fault]} – ${words.forgotTitle}` : words.forgotTitle;
  return { title, main, only: realmNamed(filled.only, reader), formAction: "'self'", script: forgotPasswordScript };
}

/** A script fills it in. */
export const timeZoneField = html`<input type="hidden" name="zone" id="zone">`;

function faultsIn({ faults = {} }: Filled) {
  const { realm, identifier } = faults;
  return [
    ...(realm ? [{ part: 'realm', fault: realm } as const] : []),
    ...(identifier ? [{ part: 'identifier', fault: identifier } as const] : []),
  ];
}

/** All that is wrong, with links to where it is. It takes the focus, so that everyone learns at once that the form came back. */
function faultSummary({ words }: Reader, filled: Filled): Html {
  const links = faultsIn(filled).map(({ part, fault }) => html`<li><a href="#${part}">${words[fault]}</a></li>`);
  return links.length === 0
    ? nothing
    : html`<div class="faults" role="alert" tabindex="-1" autofocus><h2>${words.problem}</h2><ul>${links}</ul></div>`;
}

/** The fault of a part, to be shown in it, and the attributes that tie it to the part. */
function faultOf({ words }: Reader, { faults = {} }: Filled, part: 'realm' | 'identifier') {
  const fault = faults[part];
  return fault === undefined
    ? { shown: nothing, attributes: nothing }
    : {
        shown: html`<span class="fault" id="${part}-fault">${words[fault]}</span>`,
        attributes: html` aria-invalid="true" aria-describedby="${part}-fault"`,
      };
}

function identifierField(reader: Reader, realm: PageRealm | undefined, filled: Filled): Html {
  const { words } = reader;
  const [name = 'either', ...others] = new Set((realm === undefined ? askedRealms(reader) : [realm]).map(namedBy));
  const kind = others.length > 0 ? 'either' : name;
  const label = { username: words.username, address: words.address, either: words.usernameOrAddress }[kind];
  const { shown, attributes } = faultOf(reader, filled, 'identifier');
  return html`<p><label for="identifier">${label}</label>${shown}
    <input id="identifier" name="identifier" value="${filled.identifier ?? ''}" required dir="ltr"
      autocomplete="${kind === 'address' ? 'email' : 'username'}" inputmode="${kind === 'username' ? 'text' : 'email'}"
      autocapitalize="none" autocorrect="off" spellcheck="false"${attributes}></p>`;
}

function theRealm({ settings }: Reader, realm: PageRealm): Html {
  return html`<p><strong>${productName(realm, settings)}</strong><input type="hidden" name="realm" value="${realm}"></p>`;
}

function realmChoice(reader: Reader, filled: Filled): Html {
  const { words } = reader;
  const { shown, attributes } = faultOf(reader, filled, 'realm');
  const realms = askedRealms(reader);
  const attributesOf = (realm: PageRealm) => [
    html` required`,
    // The summary of the faults leads to the first option.
    realm === realms[0] ? html` id="realm"` : nothing,
    realm === filled.chosen ? html` checked` : nothing,
  ];
  const hints = { username: words.enterUsername, address: words.enterAddress };
  const choices = choicesOf(reader, realms, { attributesOf, hints });
  return html`<fieldset role="radiogroup"${attributes}><legend>${words.whichAccount}</legend>${shown}${choices}</fieldset>`;
}
