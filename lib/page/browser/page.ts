import type { ScriptData } from '#lib/page/script-data.ts';

/**
 * Finds an element of the page.
 *
 * @throws if the page has none, which is a defect
 */
export function element<Kind extends HTMLElement>(selector: string, kind: abstract new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${selector}`);
  }
  return found;
}

/** What the server wrote into this page. */
export const scriptData: ScriptData = JSON.parse(element('main', HTMLElement).dataset.told ?? '');

/** Writes a sentence of the catalogue into the places that the page has for it. */
export function fill(key: keyof ScriptData['sentences'], values: { readonly [name: string]: string }): void {
  for (const place of document.querySelectorAll(`[data-fill=${key}]`)) {
    place.replaceChildren(...filled(scriptData.sentences[key], values));
  }
}

/**
 * A sentence with values in place of its `{placeholders}`. Each value keeps its own text direction.
 *
 * @param language of the values, if it is not that of the page
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

/** Fills in how long to wait before trying again: in whole minutes, or in seconds for up to one minute. */
export function fillWait(waitSeconds: number): void {
  const [amount, unit] = waitSeconds > 60 ? [Math.ceil(waitSeconds / 60), 'minute'] : [waitSeconds, 'second'];
  const wait = new Intl.NumberFormat(scriptData.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  fill('busyText', { wait });
}
