import { type ParsedUrlQuery, parse } from 'node:querystring';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { RequestError } from './request-error.ts';

export type BodyEvent = { body?: string | null | undefined; isBase64Encoded?: boolean | undefined };

const maximumBytes = 16 * 1024;

/**
 * Reads the body as text.
 *
 * @throws {RequestError} `body-too-large` over 16 KiB, `body-unreadable` when it is not UTF-8
 */
export function readBody(event: BodyEvent): string {
  const bytes = readBytes(event);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RequestError('body-unreadable', { problem: 'the body is not UTF-8' });
  }
}

/**
 * Reads the body as it came.
 *
 * @throws {RequestError} `body-too-large` over 16 KiB
 */
export function readBytes({ body, isBase64Encoded }: BodyEvent): Buffer {
  if (body === undefined || body === null) {
    return Buffer.alloc(0);
  }
  // Base64 has four characters for three bytes, so a text that cannot fit is refused before it is decoded.
  if (body.length > maximumBytes * 2) {
    throw new RequestError('body-too-large', null);
  }
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maximumBytes) {
    throw new RequestError('body-too-large', null);
  }
  return bytes;
}

const jsonParser = httpJsonBodyParser({ disableContentTypeCheck: true });

/**
 * Reads a JSON object, whatever the Content-Type says.
 *
 * @throws {RequestError} `body-unreadable`, `body-too-large`
 */
export function readJsonObject(event: BodyEvent): object {
  const text = readBody(event);
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestError('body-unreadable', { problem: 'the body is not a JSON object' });
  }
  return value;
}

function parseJson(text: string): unknown {
  const parsed = { headers: {}, body: text };
  try {
    // The parser is a middleware that uses `event` alone and replaces the text by what it reads.
    jsonParser.before?.({ event: parsed } as never);
    return parsed.body;
  } catch (error) {
    // It refuses keys that could pollute a prototype. Nothing here merges objects and the schemas pick the keys that they name, so such a key
    // is ignored like any other unknown one (W4).
    const isForbiddenKey = error instanceof Error && error.message.startsWith('Forbidden key');
    if (isForbiddenKey) {
      return JSON.parse(text);
    }
    throw new RequestError('body-unreadable', { problem: 'the body is not JSON' });
  }
}

/** The pairs of a query string or a form. A repeated name has an array. There is no maximum, because bodies and request lines are bounded. */
export function parsePairs(text: string): ParsedUrlQuery {
  return parse(text, '&', '=', { maxKeys: 0 });
}
