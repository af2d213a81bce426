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
