/** A sentence of a catalogue, and what is put in place of its words in braces. All of it is plain text. */
export type Sentence = { words: string; values?: { readonly [name: string]: SentenceValue } };

export type SentenceValue = string | { mailTo: string };

/** Puts the values in their places. What a value says is never read as a sentence, whatever braces it holds (M4). */
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
