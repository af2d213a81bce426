import { breached, fromContext, tooGuessable } from '#lib/wording/known-sentences.ts';
import { element } from './element.ts';
import { filled } from './filled.ts';
import { type Fault, fetchCommonPasswords, judge, type Owner } from './judge.ts';
import { scriptData } from './page.ts';

const password = element('#password', HTMLInputElement);
const username = element('#username', HTMLInputElement);
const rule = element('#rule', HTMLElement);
const fault = element('#fault', HTMLElement);
const showing = element('#show', HTMLButtonElement);

let owner: Owner = { username: '', minimumCharacters: 1, maximumCharacters: null, refusesCommon: false, serviceNames: [] };

/** Asks this owner for a password. What was typed before stays. */
export function askFor(asked: Owner): void {
  owner = asked;
  username.value = owner.username;
  element('#whose', HTMLElement).hidden = owner.username === '';
  password.minLength = owner.minimumCharacters;
  judgeTyped();
  password.focus();
}

/** @param reason the server's text, which is in English */
export function sayRefused(reason: string): void {
  const known = {
    [tooGuessable]: scriptData.tooGuessable,
    [fromContext]: scriptData.fromContext,
    [breached]: scriptData.breached,
  }[reason];
  if (known !== undefined) {
    refuse(known);
    return;
  }
  refuse(`${scriptData.passwordRefused} `, ...filled(scriptData.serverSaid, { reason }, 'en'));
}

/** @param send gets what was typed, if the page finds no fault in it */
export function whenSubmitted(send: (password: string) => void): void {
  element('#choose', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const found = judge(password.value, owner).fault;
    if (found !== null) {
      // This fault says the same as the rule.
      rule.hidden = found === 'atLeast';
      return refuse(sentenceOf(found));
    }
    // Browsers remember what was typed into a visible field.
    reveal(false);
    send(password.value);
  });
}

/** Clears what was typed. */
export function clearPassword(): void {
  password.value = '';
}

function refuse(...sentence: (string | Node)[]): void {
  fault.replaceChildren(...sentence);
  password.setAttribute('aria-invalid', 'true');
  password.focus();
}

/** Shows faults and strength while the password is typed. It does not call a password too short before it is sent. */
function judgeTyped(): void {
  const isEmpty = password.value === '';
  const judged = judge(password.value, owner);
  fault.textContent = isEmpty || judged.fault === null || judged.fault === 'atLeast' ? '' : sentenceOf(judged.fault);
  password.removeAttribute('aria-invalid');
  rule.hidden = false;
  rule.dataset.met = `${!isEmpty && judged.fault !== 'atLeast'}`;
  element('meter', HTMLMeterElement).value = isEmpty ? 0 : judged.strength + 1;
  element('output', HTMLOutputElement).textContent = isEmpty ? '' : (scriptData.strengths[judged.strength] ?? '');
}

function sentenceOf(fault: Fault): string {
  if (fault === 'tooLong' && owner.maximumCharacters !== null) {
    return scriptData.tooManyCharacters;
  }
  return fault === 'atLeast' ? (rule.textContent ?? '') : scriptData[fault];
}

function reveal(isRevealed: boolean): void {
  password.type = isRevealed ? 'text' : 'password';
  showing.textContent = isRevealed ? scriptData.hide : scriptData.show;
}

password.addEventListener('input', async () => {
  judgeTyped();
  await fetchCommonPasswords();
  // The password may have been sent and refused in the meantime. That message must stay.
  if (!password.hasAttribute('aria-invalid')) {
    judgeTyped();
  }
});
showing.addEventListener('click', () => reveal(password.type === 'password'));
