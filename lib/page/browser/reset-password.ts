import type { Reply } from './ask.ts';
import { fill, fillWait, told } from './page.ts';
import { askFor, clearPassword, sayRefused, whenSubmitted } from './password-form.ts';
import { type Product, productOf } from './products.ts';
import { show } from './show.ts';
import { keepLink, type Link, takeLink } from './take-link.ts';

type About = (typeof told.products)[string];

/** What the buttons that say so try again. */
let tryAgain: () => void = () => undefined;

function start(): void {
  const link = takeLink();
  const product = link === null ? undefined : productOf(link.realm);
  const about = link === null ? undefined : told.products[link.realm];
  if (link === null || product === undefined || about === undefined) {
    show('link-refused');
    return;
  }
  for (const key of ['linkIsFor', 'doneText', 'maybeText'] as const) {
    fill(key, { product: about.name });
  }
  fill('atLeast', { minimum: `${about.minimumBytes}` });
  for (const again of document.querySelectorAll<HTMLAnchorElement>('a[href^=forgot]')) {
    again.href += `?realm=${link.realm}`;
  }
  if (link.token === '') {
    show('good');
  } else {
    follow(link, product, about);
  }
}

/** From a link to a new password. */
function follow(link: Link, product: Product, about: About): void {
  let username = '';
  let isSending = false;
  /** An attempt without an answer may have got through (F1). */
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
    askFor({ ...about, username });
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
// Another link was opened in this tab. With a page of its own nothing of the first one's way is left.
addEventListener('hashchange', () => location.reload());
start();
