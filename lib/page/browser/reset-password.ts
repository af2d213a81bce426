import type { Reply } from './ask.ts';
import { fillInLink, whenPasted } from './link-form.ts';
import { fill, fillWait, scriptData } from './page.ts';
import { askFor, clearPassword, sayRefused, whenSubmitted } from './password-form.ts';
import { type Product, productOf } from './products.ts';
import type { Link } from './read-link.ts';
import { show } from './show.ts';
import { keepLink, takeLink } from './take-link.ts';

type About = (typeof scriptData.products)[string];

/** What the buttons to try again do. */
let tryAgain: () => void = () => undefined;

function start(): void {
  const link = takeLink();
  if (link !== null && link.realm !== '') {
    open(link);
    return;
  }
  if (link !== null) {
    fillInLink(link);
  }
  show('link-incomplete');
  whenPasted((pasted) => {
    keepLink(pasted);
    open(pasted);
  });
}

function open(link: Link): void {
  const product = productOf(link.realm);
  const about = scriptData.products[link.realm];
  if (product === undefined || about === undefined) {
    show('link-refused');
    return;
  }
  for (const key of ['linkIsFor', 'doneText', 'maybeText', 'signIn'] as const) {
    fill(key, { product: about.name });
  }
  fill('atLeast', { minimum: `${about.minimumCharacters}` });
  for (const again of document.querySelectorAll<HTMLAnchorElement>('a[href^=forgot]')) {
    again.search += `${again.search === '' ? '?' : '&'}realm=${link.realm}`;
  }
  for (const place of document.querySelectorAll('[data-product]')) {
    place.textContent = about.name;
  }
  if (about.signInUrl !== null) {
    offerSignIn(about.signInUrl);
  }
  if (link.token === '') {
    show('good');
  } else {
    follow(link, product, about);
  }
}

function offerSignIn(address: string): void {
  for (const offer of document.querySelectorAll<HTMLElement>('[data-sign-in]')) {
    offer.hidden = false;
    for (const button of offer.querySelectorAll('a')) {
      button.href = address;
      // It appears where the pressed button was, so the second click of a double click would follow it unread.
      button.addEventListener('click', (event) => {
        if (event.detail > 1) {
          event.preventDefault();
        }
      });
    }
  }
}

/** Leads from a link to a new password. */
function follow(link: Link, product: Product, about: About): void {
  let username = '';
  let isSending = false;
  /** An attempt that got no answer may have set the password (F1). */
  let mayBeSet = false;

  async function check(): Promise<void> {
    tryAgain = check;
    show('checking');
    const checked = await product.check(link.token);
    username = checked.username;
    if (checked.reply.outcome !== 'good') {
      return showTrouble(checked.reply);
    }
    show('choose');
    askFor({ ...about, serviceNames: scriptData.serviceNames, username });
  }

  async function send(password: string): Promise<void> {
    if (isSending) {
      return;
    }
    isSending = true;
    tryAgain = () => send(password);
    show('sending');
    const reply = await product.setPassword(link.token, password, username);
    isSending = false;
    if (reply.outcome === 'good') {
      keepLink({ ...link, token: '' });
      clearPassword();
      return show('good');
    }
    if (reply.outcome === 'link-refused' && mayBeSet) {
      return show('maybe');
    }
    mayBeSet ||= reply.outcome === 'offline' || reply.outcome === 'failed';
    showTrouble(reply);
  }

  whenSubmitted(send);
  check();
}

/** Loads this page again in another language. Its entry in the history, and with it the link, stays. A new tab has no link. */
function chooseLanguage(event: MouseEvent, address: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  history.replaceState(history.state, '', address);
  location.reload();
}

function showTrouble(reply: Reply): void {
  if (reply.outcome === 'busy') {
    fillWait(reply.waitSeconds);
  }
  show(reply.outcome === 'password-refused' ? 'choose' : reply.outcome);
  if (reply.outcome === 'password-refused') {
    sayRefused(reply.reason);
  }
}

for (const button of document.querySelectorAll('[data-retry]')) {
  button.addEventListener('click', () => tryAgain());
}
for (const language of document.querySelectorAll<HTMLAnchorElement>('nav a')) {
  language.addEventListener('click', (event) => chooseLanguage(event, language.href));
}
// Another link was opened in this tab. It gets a page of its own, so that nothing of the first one is left.
addEventListener('hashchange', () => location.reload());
start();
