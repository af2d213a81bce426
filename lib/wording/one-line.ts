/** What breaks a line, turns the direction of the text around it, or cannot be seen; joiners stay, since some scripts are not written without. */
const unfit = /[\p{Cc}\p{Bidi_C}\u2028\u2029\u00ad\u200b\u2060\ufeff]+/gu;

/** A name from an account or a setting, fit for a subject or a sentence: one line of at most 100 characters unless told otherwise. */
export function oneLine(text: string, longest = 100): string {
  const line = text.replace(unfit, ' ').trim();
  return [...line].slice(0, longest).join('');
}
