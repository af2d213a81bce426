import { type Fault, fetchCommonPasswords, judge, type Owner } from './judge.ts';
import { element, filled, told } from './page.ts';

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

/** @param reason in the server's words, which are English */
export function sayRefused(reason: string): void {
  refuse(`${told.passwordRefused} `, ...filled(told.serverSaid, { reason }, 'en'));
}

/** @param send is called with what was typed when the page finds nothing wrong with it */
export function whenSubmitted(send: (password: string) => void): void {
  element('form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const found = judge(password.value, owner).fault;
    if (found !== null) {
      return refuse(sentenceOf(found));
    }
    // Browsers keep what was typed into a visible field for the next time.
    reveal(false);
    send(password.value);
  });
}

/** Forgets what was typed. */
export function clearPassword(): void {
  password.value = '';
}

function refuse(...sentence: (string | Node)[]): void {
  fault.replaceChildren(...sentence);
  password.setAttribute('aria-invalid', 'true');
  password.focus();
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

password.addEventListener('input', async () => {
  judgeTyped();
  await fetchCommonPasswords();
  // Meanwhile it may have been sent and refused, which has to stay there to be read.
  if (!password.hasAttribute('aria-invalid')) {
    judgeTyped();
  }
});
showing.addEventListener('click', () => reveal(password.type === 'password'));
