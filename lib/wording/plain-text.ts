/** Text as HTML, for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** The URL that opens a new mail to an address. Of the characters that end an address in a URL, the setting allows only `#`. */
export function mailToUrl(address: string): string {
  return `mailto:${address.replaceAll('#', '%23')}`;
}

/** A name from an account or a setting, made safe for a subject or a sentence: one line of at most `longest` characters. */
export function oneLine(text: string, longest = 100): string {
  const line = text.replace(unfit, ' ').trim();
  return [...line].slice(0, longest).join('');
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that break a line, change the direction of the text around them, or are invisible. Joiners stay, because some scripts need them. */
const unfit = /[\p{Cc}\p{Bidi_C}\u2028\u2029\u00ad\u200b\u2060\ufeff]+/gu;
