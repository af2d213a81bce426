/**
 * A name from an account or a setting, fit for a subject or a sentence: one line of at most 100 characters unless told otherwise, without control
 * characters and without the marks that turn the direction of the text around it.
 */
export function oneLine(text: string, longest = 100): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return [...line].slice(0, longest).join('');
}
