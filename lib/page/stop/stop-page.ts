import { askedRealms } from '#lib/page/asked-realms.ts';
import { stopScript } from '#lib/page/assets.ts';
import type { Page } from '#lib/page/document.ts';
import { type Html, html, nothing } from '#lib/page/html.ts';
import { type IconName, icon, type Tone } from '#lib/page/icons.ts';
import { formBeside, pageQuery } from '#lib/page/page-address.ts';
import { type StopKind, tokenNames } from './given-token.ts';
import type { StopReader } from './stop-reader.ts';

/**
 * The page with one button that a link of a mail leads to. Its script fills in the token of the link. Without a script, the person pastes the link,
 * because a browser sends no fragment.
 *
 * @param isFaulty whether what was sent has no token
 */
export function stopPage(reader: StopReader, kind: StopKind, { isFaulty = false } = {}): Page {
  const { words, stopWords, chosenLanguage: lang } = reader;
  const title = { cancel: stopWords.cancelTitle, disown: stopWords.disownTitle }[kind];
  const invalid = isFaulty ? html` aria-invalid="true" aria-describedby="link-fault"` : nothing;
  const summary = html`<div class="faults" role="alert" tabindex="-1" autofocus><h2>${words.problem}</h2><ul><li><a href="#link">${words.notALink}</a></li></ul></div>`;
  const main = html`<main>
    ${isFaulty ? summary : nothing}
    <h1>${title}</h1>
    <p>${{ cancel: stopWords.cancelText, disown: stopWords.disownText }[kind]}</p>
    <form method="post" action="${pageQuery({ lang })}">
    <p id="paste"><label for="link">${words.linkOrCode}</label>${isFaulty ? html`<span class="fault" id="link-fault">${words.notALink}</span>` : nothing}
    <input id="link" name="link" required autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" dir="ltr" data-token="${tokenNames[kind]}"${invalid}></p>
    ${kind === 'cancel' ? html`<fieldset><label><input type="checkbox" name="hold" value="yes"> <span>${stopWords.cancelHold}</span></label></fieldset>` : nothing}
    <p><button>${{ cancel: stopWords.cancelButton, disown: stopWords.disownButton }[kind]}</button></p>
    </form>
    ${kind === 'disown' ? instead(reader) : nothing}
    </main>`;
  return { title: isFaulty ? `${words.notALink} – ${title}` : title, main, formAction: "'self'", script: stopScript };
}

/** @param isHeld whether strangers can have no mail sent to the person for a day */
export function cancelledPage(reader: StopReader, { isHeld }: { isHeld: boolean }): Page {
  const { stopWords } = reader;
  const held = isHeld ? html`<p>${stopWords.heldText}</p>` : nothing;
  return endPage(stopWords.cancelledTitle, ['tick', 'good'], html`<p>${stopWords.cancelledText}</p>${held}`);
}

export function disownedPage({ stopWords }: StopReader): Page {
  return endPage(stopWords.disownedTitle, ['tick', 'good'], html`<p>${stopWords.disownedText}</p>`);
}

/** The answer to every link that does not work, for whatever reason (E5). */
export function stopRefusedPage(reader: StopReader): Page {
  const { words, stopWords } = reader;
  return endPage(words.refusedTitle, ['brokenLink', 'bad'], html`<p>${stopWords.stopRefusedText}</p>${askAgain(reader)}`);
}

function endPage(title: string, picture: readonly [IconName, Tone], text: Html): Page {
  return { title, main: html`<main class="notice">${icon(...picture)}<h1>${title}</h1>${text}</main>` };
}

/** A new password is the quicker help for those whose mail nobody else reads. */
function instead(reader: StopReader): Html {
  const again = askAgain(reader);
  return again === nothing ? nothing : html`<p>${reader.stopWords.disownInstead}</p>${again}`;
}

/** Nothing, if no people ask for themselves. Then an application asks for a new link. */
function askAgain(reader: StopReader): Html {
  return askedRealms(reader).length === 0
    ? nothing
    : html`<p><a class="button quiet" href="../${formBeside(reader)}">${reader.words.askAgain}</a></p>`;
}
