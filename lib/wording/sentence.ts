/** A sentence of a catalogue, and the values of its placeholders in braces. Both are plain text. */
export type Sentence = { words: string; values?: { readonly [name: string]: SentenceValue } };

export type SentenceValue = string | { mailTo: string } | { url: string };

/** Replaces the placeholders by their values. Braces in a value are not read as placeholders (M4). */
export function fillIn<Value>(
  { words, values = {} }: { words: string; values?: { readonly [name: string]: Value } },
  write: { words: (text: string) => string; value: (value: Value) => string },
): string {
  const written = (name: string) => {
    const value = values[name];
    return value === undefined ? '' : write.value(value);
  };
  const parts = words.split(/\{(\w+)\}/);
  return parts.map((part, index) => (index % 2 === 0 ? write.words(part) : written(part))).join('');
}
