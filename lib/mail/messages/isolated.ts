/** Keeps text of another direction from reordering the text around it (Unicode Bidirectional Algorithm, FSI and PDI). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
