import { stopScript } from './assets.ts';
import type { Page } from './document.ts';
import { type StopKind, tokenNames } from './given-token.ts';
import { type Html, html, nothing } from './html.ts';
import { type IconName, icon, type Tone } from './icons.ts';
import { askedRealms, formBeside, pageQuery } from './page-address.ts';
import type { Reader } from './reader.ts';

/**
 * The page with one button that a link of a mail leads to. Its script fills in the token of the link. Without a script, the person pastes the link,
 * because a browser sends no fragment.
 *
 * @param isFaulty whether what was sent has no token
 */
export function stopPage(reader: Reader, kind: StopKind, { isFaulty = false } = {}): Page {
  const { words, chosenLanguage: lang } = reader;
  const title = { cancel: words.cancelTitle, disown: words.disownTitle }[kind];
  const invalid = isFaulty ? html` aria-invalid="true" aria-describedby="link-fault"` : nothing;
  const summary = html`<div class="faults" role="alert" tabindex="-1" autofocus><h2>${words.problem}</h2><ul><li><a href="#link">${words.notALink}</a></li></ul></div>`;
  const main = html`<main>
    ${isFaulty ? summary : nothing}
    <h1>${title}</h1>
    ${{ cancel: html`<p>${words.cancelText}</p>`, disown: disownText(reader) }[kind]}
    <form method="post" action="${pageQuery({ lang })}">
    <p id="paste"><label for="link">${words.linkOrCode}</label>
    <input id="link" name="link" required autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" dir="ltr" data-token="${tokenNames[kind]}"${invalid}>
    ${isFaulty ? html`<span class="fault" id="link-fault">${words.notALink}</span>` : nothing}</p>
    ${kind === 'cancel' ? html`<fieldset><label><input type="checkbox" name="hold" value="yes"> <span>${words.cancelHold}</span></label></fieldset>` : nothing}
    <p><button>${{ cancel: words.cancelButton, disown: words.disownButton }[kind]}</button></p>
    </form>
    </main>`;
  return { title: isFaulty ? `${words.notALink} – ${title}` : title, main, formAction: "'self'", script: stopScript };
}

/** @param isHeld whether strangers can have no mail sent to the person for a day */
export function cancelledPage(reader: Reader, { isHeld }: { isHeld: boolean }): Page {
  const { words } = reader;
  const held = isHeld ? html`<p>${words.heldText}</p>` : nothing;
  return endPage(words.cancelledTitle, ['tick', 'good'], html`<p>${words.cancelledText}</p>${held}`);
}

export function disownedPage({ words }: Reader): Page {
  return endPage(words.disownedTitle, ['tick', 'good'], html`<p>${words.disownedText}</p>`);
}

/** The answer to every link that does not work, for whatever reason (E5). */
export function stopRefusedPage(reader: Reader): Page {
  const { words } = reader;
  return endPage(words.refusedTitle, ['brokenLink', 'bad'], html`<p>${words.stopRefusedText}</p>${askAgain(reader)}`);
}

function endPage(title: string, picture: readonly [IconName, Tone], text: Html): Page {
  return { title, main: html`<main class="notice">${icon(...picture)}<h1>${title}</h1>${text}</main>` };
}

/** A new password is the quicker help for those whose mail nobody else reads. */
function disownText(reader: Reader): Html {
  const { words } = reader;
  const instead = askAgain(reader);
  return html`<p>${words.disownText}</p>${instead === nothing ? nothing : html`<p>${words.disownInstead}</p>${instead}`}`;
}

/** People of Crafter Profile ask their application for a new link. */
function askAgain(reader: Reader): Html {
  return askedRealms(reader).length === 0
    ? nothing
    : html`<p><a class="button quiet" href="../${formBeside(reader)}">${reader.words.askAgain}</a></p>`;
}
