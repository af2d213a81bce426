import { type Fault, fetchCommonPasswords, judge, type Owner } from './judge.ts';
import { element, told } from './page.ts';

const form = element('form', HTMLFormElement);
const password = element('#password', HTMLInputElement);
const username = element('#username', HTMLInputElement);
const rule = element('#rule', HTMLElement);
const fault = element('#fault', HTMLElement);
const showing = element('#show', HTMLButtonElement);

let owner: Owner = { username: '', minimumBytes: 1, refusesCommon: false };

/** Asks for a password of this owner's. What was typed already stays. */
export function askFor(asked: Owner): void {
  owner = asked;
  username.value = owner.username;
  element('#whose', HTMLElement).hidden = owner.username === '';
  password.minLength = owner.minimumBytes;
  judgeTyped();
  password.focus();
}

/** Says why a password was refused. */
export function refuse(sentence: string): void {
  // What is inert takes no focus.
  form.inert = false;
  fault.textContent = sentence;
  password.setAttribute('aria-invalid', 'true');
  password.focus();
}

/** @param send is called when the page finds nothing wrong with what was typed; nothing else can be typed or sent until it is done */
export function whenSubmitted(send: () => Promise<void>): void {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const found = judge(password.value, owner).fault;
    if (found !== null) return refuse(sentenceOf(found));
    reveal(false);
    form.inert = true;
    await send();
    form.inert = false;
  });
}

export function typedPassword(): string {
  return password.value;
}

/** Forgets what was typed. */
export function clearPassword(): void {
  password.value = '';
}

/** The policy's reasons and the strength, as the password is typed. That it is too short is no reproach before it is sent. */
function judgeTyped(): void {
  const isEmpty = password.value === '';
  const judged = judge(password.value, owner);
  fault.textContent = isEmpty || judged.fault === null || judged.fault === 'atLeast' ? '' : sentenceOf(judged.fault);
  password.removeAttribute('aria-invalid');
  rule.dataset.met = `${!isEmpty && judged.fault !== 'atLeast'}`;
  element('meter', HTMLMeterElement).value = isEmpty ? 0 : judged.strength + 1;
  element('output', HTMLOutputElement).textContent = isEmpty ? '' : (told.strengths[judged.strength] ?? '');
}

function sentenceOf(fault: Fault): string {
  return fault === 'atLeast' ? (rule.textContent ?? '') : told[fault];
}

function reveal(isRevealed: boolean): void {
  password.type = isRevealed ? 'text' : 'password';
  showing.textContent = isRevealed ? told.hide : told.show;
}

password.addEventListener('input', judgeTyped);
password.addEventListener('focus', () => fetchCommonPasswords().then(judgeTyped), { once: true });
showing.addEventListener('click', () => reveal(password.type === 'password'));
