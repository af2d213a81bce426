import type { ToldToScript } from '../told-to-script.ts';

/**
 * The element that the page has for this.
 *
 * @throws when it has none, which is a defect of the page
 */
export function element<Kind extends HTMLElement>(selector: string, kind: abstract new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** What the server wrote into the page for this script. */
export const told: ToldToScript = JSON.parse(element('main', HTMLElement).dataset.told ?? '');

/** Fills in the sentence of the catalogue that has this key. Its values keep their own direction, whatever that of the sentence is. */
export function fill(key: keyof ToldToScript['sentences'], values: { readonly [name: string]: string }): void {
  const parts = told.sentences[key].split(/\{(\w+)\}/);
  element(`[data-fill=${key}]`, HTMLElement).replaceChildren(
    ...parts.map((part, index) => (index % 2 === 0 ? part : isolated(values[part] ?? ''))),
  );
}

function isolated(value: string): HTMLElement {
  const isolate = document.createElement('bdi');
  isolate.textContent = value;
  return isolate;
}

/** Says when to try again, in whole minutes or, where it is less than one, in seconds. */
export function busySentence(waitSeconds: number): void {
  const [amount, unit] = waitSeconds > 60 ? [Math.ceil(waitSeconds / 60), 'minute'] : [waitSeconds, 'second'];
  const wait = new Intl.NumberFormat(told.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  fill('busyText', { wait });
}
