/** `realm` is empty if only the code of a link is known. `token` is empty after it has set a password. */
export type Link = { realm: string; token: string };

/** Nothing that a person pastes is longer. */
const longestText = 50_000;
/** A filter encodes the link that it wraps, and the next filter encodes that again. */
const mostEncodings = 4;

/** What follows a token in our links must not be a part of it. A `-` or `_` at its end is punctuation of the text around the link. */
const end = '[-_]*(?![\\w-])';
/** Between the two there may be any way of writing `&`. A blank or `=` there may also be a line break inside the realm. */
const wholeLink = new RegExp(`realm=([\\w-]+)(?:[^\\w\\s=-]\\S{0,9}?)?token=([\\w-]{43})${end}`);
const tokenInLink = new RegExp(`token=([\\w-]{43})${end}`);
const codeAlone = /^[^\w-]*([\w-]{43})[^\w-]*$/;
const blanks = /[\s\p{Cc}\p{Cf}]+/gu;

/**
 * Finds a link of ours in a text: in the address of this page, or in what a person pasted. Mail tools encode links, write `&` in other ways, break
 * lines inside a link, wrap links into links of their own, and take punctuation after a link for a part of it.
 *
 * @returns a link without a realm if the text has only a token, or null if it has no token
 */
export function readLink(text: string): Link | null {
  const readings = readingsOf(text.slice(0, longestText));
  const whole = firstMatch(readings, wholeLink);
  if (whole !== undefined) {
    return linkOf(whole[1], whole[2]);
  }
  const token = firstMatch(readings, tokenInLink) ?? firstMatch(readings, codeAlone);
  return token === undefined ? null : linkOf('', token[1]);
}

/**
 * Finds the token in a link of ours that has another purpose, or a token alone, in the same ways as `readLink`.
 *
 * @param name what the link calls its token
 */
export function readToken(text: string, name: string): string | null {
  const readings = readingsOf(text.slice(0, longestText));
  const found = firstMatch(readings, new RegExp(`\\b${name}=([\\w-]{43})${end}`)) ?? firstMatch(readings, codeAlone);
  return found?.[1] ?? null;
}

function linkOf(realm = '', token = ''): Link {
  return { realm, token };
}

function firstMatch(readings: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const reading of readings) {
    const found = pattern.exec(reading);
    if (found !== null) {
      return found;
    }
  }
  return undefined;
}

/** The text as it is, and as the source of a mail. Both are decoded once or several times, each with its blanks and without them. */
function readingsOf(text: string): readonly string[] {
  return [text, unquoted(text)].flatMap(decodingsOf);
}

function decodingsOf(text: string): readonly string[] {
  const decodings = [text];
  while (decodings.length <= mostEncodings) {
    decodings.push(decoded(decodings.at(-1) ?? ''));
  }
  return decodings.flatMap((each) => [each, each.replace(blanks, '')]);
}

/** Some mail readers do not decode what a mail is sent in (RFC 2045, 6.7): they show `=3D` for `=`, and lines that end with `=`. */
function unquoted(text: string): string {
  return text.replace(/=[ \t]*\r?\n/g, '').replace(/=3D/gi, '=');
}

/** Decodes what can be decoded, and leaves the rest as it is. */
function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
