const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A count as the pages write it: in words up to twelve. */
export function inWords(count: number): string {
  return words[count] ?? `${count}`;
}
