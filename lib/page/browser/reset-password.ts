import type { Reply } from './ask.ts';
import { fetchCommonPasswords, judge, type Owner } from './judge.ts';
import { busySentence, element, fill, told } from './page.ts';
import { productOf } from './products.ts';
import { keepLink, type Link, takeLink } from './take-link.ts';

const form = element('form', HTMLFormElement);
const password = element('#password', HTMLInputElement);
const username = element('#username', HTMLInputElement);
const fault = element('#fault', HTMLElement);

let link: Link | null = null;
let owner: Owner = { username: '', minimumBytes: 1, refusesCommon: false };
let again: () => Promise<void> = check;

/** Shows one of the states that the page has sections for, and none of the others. */
function show(state: 'checking' | 'choose' | Exclude<Reply['outcome'], 'password-refused'>): void {
  for (const section of document.querySelectorAll<HTMLElement>('[data-state]')) {
    section.hidden = section.dataset.state !== state;
  }
  const title = document.querySelector<HTMLElement>('[data-state]:not([hidden]) h1');
  document.title = title?.textContent || document.title;
  (state === 'choose' ? password : title)?.focus();
}

async function start(): Promise<void> {
  link = takeLink();
  password.value = '';
  await check();
}

async function check(): Promise<void> {
  const product = link && productOf(link.realm);
  const about = product && told.products[link?.realm ?? ''];
  if (!link || !product || !about) return show('link-refused');
  element('a[href^=forgot]', HTMLAnchorElement).href = `forgot-password?realm=${link.realm}`;
  again = check;
  show('checking');
  const checked = await product.check(link.token);
  owner = { ...about, username: checked.username ?? '' };
  username.value = owner.username;
  element('#whose', HTMLElement).hidden = owner.username === '';
  password.minLength = about.minimumBytes;
  fill('linkIsFor', { product: about.name });
  fill('doneText', { product: about.name });
  fill('atLeast', { minimum: `${about.minimumBytes}` });
  settle(checked.reply, 'choose');
  judgeTyped();
}

async function submit(): Promise<void> {
  const product = link && productOf(link.realm);
  if (!link || !product) return;
  const judged = judge(password.value, owner).fault;
  if (judged !== null)
    return refuse(judged === 'atLeast' ? element('[data-fill=atLeast]', HTMLElement).textContent : told[judged]);
  again = submit;
  hide(true);
  form.inert = true;
  const reply = await product.setPassword(link.token, password.value);
  form.inert = false;
  if (reply.outcome !== 'password-refused') return settle(reply, 'good');
  show('choose');
  refuse([told.passwordRefused, told.serverSaid.replace('{reason}', reply.reason)].join(' '));
}

function settle(reply: Reply, whenGood: 'choose' | 'good'): void {
  if (reply.outcome === 'busy') busySentence(reply.waitSeconds);
  const state = reply.outcome === 'good' ? whenGood : reply.outcome === 'password-refused' ? 'failed' : reply.outcome;
  if (state === 'good') {
    keepLink(null);
    password.value = '';
  }
  show(state);
}

function refuse(sentence: string): void {
  fault.textContent = sentence;
  password.setAttribute('aria-invalid', 'true');
  password.focus();
}

/** The policy's reasons and the strength, as the password is typed. */
function judgeTyped(): void {
  const judged = judge(password.value, owner);
  fault.textContent = password.value === '' || judged.fault === null || judged.fault === 'atLeast' ? '' : told[judged.fault];
  password.removeAttribute('aria-invalid');
  element('[data-fill=atLeast]', HTMLElement).dataset.met = `${password.value !== '' && judged.fault !== 'atLeast'}`;
  element('meter', HTMLMeterElement).value = password.value === '' ? 0 : judged.strength + 1;
  element('output', HTMLOutputElement).textContent = password.value === '' ? '' : (told.strengths[judged.strength] ?? '');
}

function hide(isHidden: boolean): void {
  const button = element('#show', HTMLButtonElement);
  password.type = isHidden ? 'password' : 'text';
  button.textContent = isHidden ? told.show : told.hide;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  submit();
});
password.addEventListener('input', judgeTyped);
password.addEventListener('focus', () => fetchCommonPasswords().then(judgeTyped), { once: true });
element('#show', HTMLButtonElement).addEventListener('click', () => hide(password.type === 'text'));
for (const button of document.querySelectorAll('[data-retry]')) {
  button.addEventListener('click', () => again());
}
addEventListener('hashchange', start);
start();
