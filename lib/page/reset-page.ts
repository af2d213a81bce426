import { askedRealms } from './asked-realms.ts';
import { resetPasswordScript } from './assets.ts';
import { choicesOf } from './choices.ts';
import type { Page } from './document.ts';
import { type Html, html, nothing, quotedJson } from './html.ts';
import { type IconName, icon, type Tone } from './icons.ts';
import { formBeside } from './page-address.ts';
import type { Reader } from './reader.ts';
import { scriptData } from './script-data.ts';

/**
 * The page that a reset link leads to, with a section for each of its states. Its script shows one of them; the first is for browsers without
 * scripts.
 */
export function resetPage(reader: Reader): Page {
  const { words } = reader;
  const again = askAgain(reader);
  // The script shows it if the operator has said where people sign in to the product of the link.
  const signIn = html`<p data-sign-in hidden><a class="button" data-fill="signIn"></a></p>`;
  const retry = html`<p><button type="button" data-retry>${words.retry}</button></p>`;
  const waiting = html`<progress aria-hidden="true"></progress>`;
  const main = html`<main data-told=${quotedJson(scriptData(reader))}>
    <section data-state="no-script"><h1>${words.chooseTitle}</h1><p>${words.noScript}</p><p>${words.noScriptLanguage}</p></section>
    ${state('link-incomplete', words.incompleteTitle, linkForm(reader), icon('brokenLink', 'attention'))}
    ${state('checking', words.checking, waiting)}
    ${state('choose', words.chooseTitle, chooseForm(reader))}
    ${state('sending', words.sending, waiting)}
    ${notice('link-refused', words.refusedTitle, html`<p>${words.refusedText}</p>${again}`, ['brokenLink', 'bad'])}
    ${notice('maybe', words.maybeTitle, html`<p data-fill="maybeText"></p>${signIn}${again}`, ['exclamation', 'attention'])}
    ${notice('good', words.doneTitle, html`<p data-fill="doneText"></p>${signIn}`, ['tick', 'good'])}
    ${notice('busy', words.busyTitle, html`<p data-fill="busyText"></p>${retry}`, ['exclamation', 'attention'])}
    ${notice('offline', words.offlineTitle, html`<p>${words.offlineText}</p>${retry}`, ['exclamation', 'attention'])}
    ${notice('failed', words.failedTitle, html`<p>${words.failedText}</p>${retry}`, ['cross', 'bad'])}
    </main>`;
  return { title: words.chooseTitle, main, script: resetPasswordScript };
}

/** The answer to an address that is not a page. It is what is left of a link that was cut. */
export function cutLinkPage(reader: Reader): Page {
  const { words } = reader;
  const main = html`<main class="notice">${icon('brokenLink', 'bad')}<h1>${words.refusedTitle}</h1><p>${words.refusedText}</p>
    ${askAgain(reader)}</main>`;
  return { title: words.refusedTitle, main };
}

function askAgain(reader: Reader): Html {
  return html`<p><a class="button" href="${formBeside(reader)}">${reader.words.askAgain}</a></p>`;
}

/** A heading takes the focus when its state is shown, so that a screen reader says what happened. */
function state(name: string, title: string, content: Html, picture = nothing): Html {
  return html`<section data-state="${name}" hidden>${picture}<h1 tabindex="-1">${title}</h1>${content}</section>`;
}

/** A state in which there is nothing to type. */
function notice(name: string, title: string, content: Html, picture: readonly [IconName, Tone]): Html {
  return html`<section data-state="${name}" class="notice" hidden>${icon(...picture)}<h1 tabindex="-1">${title}</h1>${content}</section>`;
}

/** The username is also there for password managers. Nobody types into it. */
function chooseForm({ words }: Reader): Html {
  return html`<p data-fill="linkIsFor"></p>
    <form id="choose" novalidate>
    <p id="whose"><label for="username">${words.username}</label>
    <input id="username" name="username" autocomplete="username" readonly></p>
    <p><label id="wanted" for="password">${words.newPassword}</label>
    <span class="field"><input id="password" name="password" type="password" autocomplete="new-password" required
      autocapitalize="none" autocorrect="off" spellcheck="false" dir="ltr" aria-describedby="rule fault">
    <button id="show" type="button" class="quiet" aria-controls="password" aria-labelledby="show wanted">${words.show}</button></span></p>
    <p id="fault" role="alert"></p>
    <p id="rule" data-fill="atLeast"></p>
    <p class="strength"><span id="strength">${words.strength}</span>
    <meter min="0" max="5" low="3" high="4" optimum="5" aria-labelledby="strength"></meter>
    <output for="password" aria-labelledby="strength"></output></p>
    <p><button>${words.setPassword}</button></p>
    </form>`;
}

/**
 * It takes a link that lost its secret on the way. The question which product it is for appears if the person pastes a code alone and there is more
 * than one product.
 */
function linkForm(reader: Reader): Html {
  const { words } = reader;
  const realms = askedRealms(reader);
  const choices = choicesOf(reader, realms, { attributesOf: () => (realms.length === 1 ? [html` checked`] : []) });
  return html`<p id="how">${words.incompleteText}</p>
    <form id="paste" novalidate>
    <p><label for="pasted">${words.linkOrCode}</label>
    <input id="pasted" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" dir="ltr" aria-describedby="how paste-fault"></p>
    <fieldset id="which" role="radiogroup" aria-describedby="paste-fault" hidden><legend>${words.whichAccount}</legend>${choices}</fieldset>
    <p id="paste-fault" role="alert"></p>
    <p><button>${words.goOn}</button></p>
    </form>
    <p><a href="${formBeside(reader)}">${words.askAgain}</a></p>`;
}
