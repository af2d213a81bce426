import type { ScriptData } from '#lib/page/script-data.ts';
import { element } from './element.ts';
import { filled } from './filled.ts';

/** What the server wrote into this page. */
export const scriptData: ScriptData = JSON.parse(element('main', HTMLElement).dataset.told ?? '');

/** Writes a sentence of the catalogue into the places that the page has for it. */
export function fill(key: keyof ScriptData['sentences'], values: { readonly [name: string]: string }): void {
  for (const place of document.querySelectorAll(`[data-fill=${key}]`)) {
    place.replaceChildren(...filled(scriptData.sentences[key], values));
  }
}

/** Fills in how long to wait before trying again: in whole minutes, or in seconds for up to one minute. */
export function fillWait(waitSeconds: number): void {
  const [amount, unit] = waitSeconds > 60 ? [Math.ceil(waitSeconds / 60), 'minute'] : [waitSeconds, 'second'];
  const wait = new Intl.NumberFormat(scriptData.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
  fill('busyText', { wait });
}
