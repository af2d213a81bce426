import * as z from 'zod/mini';
import { text } from '#lib/http/check-input.ts';
import { longestTypedName, typedName } from '#lib/reset/typed-name.ts';

/** RFC 5322 dot-atom with RFC 6531's letters beyond ASCII. It has no control, format or space characters, and none that separate addresses. */
const atom = String.raw`[^\p{C}\p{Z}@<>()\[\]\\,;:"\.]+`;
const address = new RegExp(`^${atom}(\\.${atom})*@${atom}(\\.${atom})*$`, 'u');
const displayName = /^(?:"[^"\\<>\p{C}]*" *|[^"<>@,;:\\\p{C}]*)$/u;

/** A longer path does not fit into a mail's envelope (RFC 5321 §4.5.3.1.3). */
const longest = 254;

/** A text that `mailAddressIn` takes, parsed into the bare address. */
export const mailAddress = () =>
  z.pipe(
    text(),
    z.transform((given, context) => {
      const address = mailAddressIn(given);
      if (address === null) {
        context.issues.push({ code: 'custom', message: 'must be one mail address', input: given });
        return z.NEVER;
      }
      return address;
    }),
  );

/**
 * The bare address from a text that is exactly one mail address, with or without a display name (`Foo Bar <a@b.c>`), as a person typed or pasted it.
 *
 * @returns null for anything else: lists, line breaks, comments, quoted local parts (M1, M3)
 */
export function mailAddressIn(given: string): string | null {
  if (given.length > longestTypedName) {
    return null;
  }
  const bare = withoutDisplayName(typedName(given));
  return bare.length <= longest && address.test(bare) ? bare : null;
}

function withoutDisplayName(text: string): string {
  const start = text.indexOf('<');
  const isNamed = text.endsWith('>') && displayName.test(text.slice(0, start).replaceAll('\t', ' '));
  return isNamed ? text.slice(start + 1, -1) : text;
}
