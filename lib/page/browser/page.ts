import type { ToldToScript } from '#lib/page/told-to-script.ts';

/**
 * The element that the page has for this.
 *
 * @throws when it has none, which is a defect of the page
 */
export function element<Kind extends HTMLElement>(selector: string, kind: abstract new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${selector}`);
  }
  return found;
}

/** What the server wrote into this very page. */
export const told: ToldToScript = JSON.parse(element('main', HTMLElement).dataset.told ?? '');

/** Fills a sentence of the catalogue into the places that the page has for it. */
export function fill(key: keyof ToldToScript['sentences'], values: { readonly [name: string]: string }): void {
  for (const place of document.querySelectorAll(`[data-fill=${key}]`)) {
    place.replaceChildren(...filled(told.sentences[key], values));
  }
}

/**
 * A sentence with its values in place of its `{placeholders}`. They keep their own direction in it.
 *
 * @param language of the values, where it is not that of the page
 */
export function filled(sentence: string, values: { readonly [name: string]: string }, language?: string): (string | Node)[] {
  const isolated = (value: string) => {
    const isolate = document.createElement('bdi');
    isolate.textContent = value;
    if (language !== undefined) {
      isolate.lang = language;
    }
    return isolate;
  };
  return sentence.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : isolated(values[part] ?? '')));
}

/** Fills in when to try again: in whole minutes or, where it is less than one, in seconds. */
export function fillWait(waitSeconds: number): void {
  const [amount, unit] = waitSeconds > 60 ? [Math.ceil(waitSeconds / 60), 'minute'] : [waitSeconds, 'second'];
  const wait = new Intl.NumberFormat(told.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  fill('busyText', { wait });
}
