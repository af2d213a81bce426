import type { Reply } from './ask.ts';

export type State = 'link-incomplete' | 'checking' | 'choose' | 'sending' | Exclude<Reply['outcome'], 'password-refused'>;

/** Shows the section of a state and hides the others. A screen reader reads its heading. */
export function show(state: State): void {
  const sections = [...document.querySelectorAll<HTMLElement>('[data-state]')];
  for (const section of sections) {
    section.hidden = section.dataset.state !== state;
  }
  const heading = sections.find(({ hidden }) => !hidden)?.querySelector('h1');
  document.title = heading?.textContent ?? document.title;
  heading?.focus();
}
