import { escapeHtml } from '#lib/wording/plain-text.ts';
import { fillIn } from '#lib/wording/sentence.ts';

/** Markup. Only the tag `html` makes it, so no text becomes markup unescaped (M4). */
export type Html = { readonly markup: string };

export const nothing: Html = { markup: '' };

/** Makes markup from a template. Texts in it are escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const written = values.map((value) => [value].flat().map(markupOf).join(''));
  return { markup: parts.map((part, index) => part.replace(/\n\s*/g, '\n') + (written[index] ?? '')).join('') };
}

/** Makes markup from a sentence of a catalogue, with values in place of its `{placeholders}`. Each value keeps its own text direction. */
export function sentence(words: string, values: { readonly [name: string]: string | Html }): Html {
  return { markup: fillIn({ words, values }, { words: escapeHtml, value: (value) => `<bdi>${markupOf(value)}</bdi>` }) };
}

/** A value of an attribute, with its quotes. They are single ones, because escaped double quotes would make JSON half as long again. */
export function quotedJson(value: object): Html {
  const escaped = JSON.stringify(value).replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;');
  return { markup: `'${escaped}'` };
}

function markupOf(value: string | Html): string {
  return typeof value === 'string' ? escapeHtml(value) : value.markup;
}
