import { escapeHtml } from '#lib/wording/plain-text.ts';
import { fillIn } from '#lib/wording/sentence.ts';

/** Markup. The tag `html` makes it, so that no text becomes markup by itself (M4). */
export type Html = { readonly markup: string };

export const nothing: Html = { markup: '' };

/** Markup from a template: a text in it is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const written = values.map((value) => [value].flat().map(markupOf).join(''));
  return { markup: parts.map((part, index) => part.replace(/\n\s*/g, '\n') + (written[index] ?? '')).join('') };
}

/** A sentence of a catalogue as markup, with its values in place of its `{placeholders}`. They keep their own direction in it. */
export function sentence(words: string, values: { readonly [name: string]: string | Html }): Html {
  return { markup: fillIn({ words, values }, { words: escapeHtml, value: (value) => `<bdi>${markupOf(value)}</bdi>` }) };
}

function markupOf(value: string | Html): string {
  return typeof value === 'string' ? escapeHtml(value) : value.markup;
}
