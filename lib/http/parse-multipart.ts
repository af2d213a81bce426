import type { ParsedUrlQuery } from 'node:querystring';

/**
 * The text fields of a multipart/form-data body (RFC 7578), as `curl -F` and PHP's arrays send them. A part without a name, a file and whatever
 * stands outside of the parts are left out. It reads each character a fixed number of times (F7).
 *
 * @param contentType already cut to a length that is safe to search
 * @returns undefined if the Content-Type names no boundary
 */
export function parseMultipart(contentType: string, body: string): ParsedUrlQuery | undefined {
  const boundary = boundaryIn(contentType);
  if (boundary === undefined) {
    return undefined;
  }
  const fields = new Map<string, string[]>();
  // Every delimiter begins on a line of its own, and the first may begin the body. What follows the last one counts for nothing.
  const [, ...parts] = `\r\n${body}`.split(`\r\n--${boundary}`);
  const end = parts.findIndex((part) => part.startsWith('--'));
  for (const part of parts.slice(0, Math.max(end, 0))) {
    const field = fieldIn(part);
    if (field !== undefined) {
      const values = fields.get(field.name) ?? [];
      fields.set(field.name, values);
      values.push(field.value);
    }
  }
  return Object.fromEntries(fields);
}

/** RFC 2046 allows 70 characters. */
const boundaryParameter = /;[ \t]*boundary=(?:"([^"\r\n]{1,70})"|([^\s";,]{1,70}))[ \t]*(?:;|$)/i;
const longestHeaders = 500;

function boundaryIn(contentType: string): string | undefined {
  const [, quoted, bare] = boundaryParameter.exec(contentType) ?? [];
  return quoted ?? bare;
}

function fieldIn(part: string): { name: string; value: string } | undefined {
  const lineEnd = part.indexOf('\r\n');
  const headersEnd = part.indexOf('\r\n\r\n');
  if (headersEnd === -1 || headersEnd - lineEnd > longestHeaders) {
    return undefined;
  }
  const disposition = part
    .slice(lineEnd, headersEnd)
    .split('\r\n')
    .find((header) => /^content-disposition:[ \t]*form-data[ \t]*;/i.test(header));
  const name = disposition === undefined ? undefined : nameIn(disposition);
  return name === undefined ? undefined : { name, value: part.slice(headersEnd + 4) };
}

/** The name of a text field; undefined for a file. */
function nameIn(disposition: string): string | undefined {
  const isFile = /;[ \t]*filename\*?=/i.test(disposition);
  const [, quoted, bare] = /;[ \t]*name=(?:"([^"]*)"|([^\s";]+))/i.exec(disposition) ?? [];
  return isFile ? undefined : (quoted ?? bare);
}
