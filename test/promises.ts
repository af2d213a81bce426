const numbered = (letter: string, last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`);

/** The promises of docs/security.md. */
export const promises: readonly string[] = [
  ...numbered('E', 6),
  ...numbered('K', 14),
  ...numbered('M', 14),
  ...numbered('W', 4),
  ...numbered('A', 7),
  ...numbered('F', 8),
  ...numbered('U', 10),
  ...numbered('O', 3),
];

/** The rows of docs/contracts.md. */
export const contractRows: readonly string[] = [
  ...numbered('P', 12),
  ...numbered('S', 10),
  // Studio's second API has a table for each of its calls.
  ...numbered('VF', 7),
  ...numbered('VV', 7),
  ...numbered('VW', 7),
  ...numbered('VR', 9),
  ...numbered('T', 19),
];

const id = String.raw`\(?[A-Z]{1,2}\d{1,2}\)?`;
const leading = new RegExp(`^${id}(?:(?:, | and | )${id})*(?=[ :]|$)`);

/** The ids with which a title begins: `M6 …`, or several, as `T9, T10 …` or `F4 (W3) …`. */
export function idsOf(title: string): string[] {
  return leading.exec(title)?.[0].match(/[A-Z]+\d+/g) ?? [];
}
