import * as z from 'zod/mini';
import { text } from '#lib/http/check-input.ts';

/** RFC 5322 dot-atom with RFC 6531's letters beyond ASCII. It has no control, format or space characters, and none that separate addresses. */
const atom = String.raw`[^\p{C}\p{Z}@<>()\[\]\\,;:"\.]+`;
const address = new RegExp(`^${atom}(\\.${atom})*@${atom}(\\.${atom})*$`, 'u');
const named = /^(?:"[^"\\<>\p{C}]*"|[^"<>@,;:\\\p{C}]*)[ \t]*<([^<>]*)>$/u;

/** A line break around an address counts as part of it and so is refused, because no header is folded here. */
const blanksAround = /^[ \t]+|[ \t]+$/g;

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
 * The bare address from a text that is exactly one mail address, with or without a display name (`Foo Bar <a@b.c>`).
 *
 * @returns null for anything else: lists, line breaks, comments, quoted local parts (M1, M3)
 */
export function mailAddressIn(given: string): string | null {
  if (given.length > 1_000) {
    return null;
  }
  const trimmed = given.replace(blanksAround, '');
  const bare = named.exec(trimmed)?.[1] ?? trimmed;
  return bare.length <= longest && address.test(bare) ? bare : null;
}
