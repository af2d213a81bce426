import { element } from './element.ts';
import { scriptData } from './page.ts';
import { type Link, readLink } from './read-link.ts';

const form = element('#paste', HTMLFormElement);
const field = element('#pasted', HTMLInputElement);
const fault = element('#paste-fault', HTMLElement);
const choice = element('#which', HTMLFieldSetElement);
const isOneProduct = choice.querySelectorAll('input').length === 1;

/** Fills in a link that lacks a part, so that the person adds only the rest. */
export function fillInLink({ token }: Link): void {
  field.value = token;
  choice.hidden = isOneProduct;
}

/** @param follow gets the link that was pasted, once it is complete */
export function whenPasted(follow: (link: Link) => void): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const link = readLink(field.value);
    if (link === null) {
      refuse(scriptData.notALink, field);
      return;
    }
    const realm = link.realm || chosenRealm();
    if (realm === '') {
      askForRealm();
      return;
    }
    field.value = '';
    follow({ realm, token: link.token });
  });
}

function chosenRealm(): string {
  return choice.querySelector<HTMLInputElement>(':checked')?.value ?? '';
}

/** A code does not say which product it is for. If the question is already there, the person has overlooked it. */
function askForRealm(): void {
  const isOverlooked = !choice.hidden;
  choice.hidden = false;
  refuse(isOverlooked ? scriptData.nameNoAccount : '', choice);
}

/** Marks the faulty part and leads to it. An empty sentence marks nothing. */
function refuse(sentence: string, part: HTMLElement): void {
  fault.textContent = sentence;
  for (const each of [field, choice]) {
    each.removeAttribute('aria-invalid');
  }
  if (sentence !== '') {
    part.setAttribute('aria-invalid', 'true');
  }
  (part === choice ? element('#which input', HTMLInputElement) : part).focus();
}
