import type { Reply } from './ask.ts';
import { busySentence, element, fill, told } from './page.ts';
import { askFor, clearPassword, refuse, typedPassword, whenSubmitted } from './password-form.ts';
import { productOf } from './products.ts';
import { show } from './show.ts';
import { forgetLink, takeLink } from './take-link.ts';

const link = takeLink();
const product = link === null ? undefined : productOf(link.realm);

/** What the buttons that say so try again. */
let tryAgain: () => Promise<void> = check;

async function check(): Promise<void> {
  const about = link === null ? undefined : told.products[link.realm];
  if (link === null || product === undefined || about === undefined) return show('link-refused');
  show('checking');
  fill('linkIsFor', { product: about.name });
  fill('doneText', { product: about.name });
  fill('atLeast', { minimum: `${about.minimumBytes}` });
  element('a[href^=forgot]', HTMLAnchorElement).href = `forgot-password?realm=${link.realm}`;
  const { reply, username = '' } = await product.check(link.token);
  tryAgain = check;
  // No password was sent to be refused.
  if (reply.outcome !== 'good') return settle(reply.outcome === 'password-refused' ? { outcome: 'failed' } : reply);
  show('choose');
  askFor({ ...about, username });
}

async function setPassword(): Promise<void> {
  if (link === null || product === undefined) return;
  const reply = await product.setPassword(link.token, typedPassword());
  tryAgain = setPassword;
  if (reply.outcome === 'good') {
    forgetLink();
    clearPassword();
  }
  settle(reply);
}

function settle(reply: Reply): void {
  if (reply.outcome === 'busy') busySentence(reply.waitSeconds);
  show(reply.outcome === 'password-refused' ? 'choose' : reply.outcome);
  if (reply.outcome === 'password-refused')
    refuse(`${told.passwordRefused} ${told.serverSaid.replace('{reason}', reply.reason)}`);
}

whenSubmitted(setPassword);
for (const button of document.querySelectorAll('[data-retry]')) button.addEventListener('click', () => tryAgain());
// Another link was opened in this tab. With a page of its own nothing of the first one is left.
addEventListener('hashchange', () => location.reload());
check();
