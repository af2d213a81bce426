import { acceptedEncoding } from '#lib/http/accepted-encoding.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';

/**
 * Answers with the list of common passwords, compressed if the client takes that. Nothing else of Rekey's is compressed: the length of a compressed
 * answer can give away a secret that stands beside a text of an attacker's (BREACH). This list is the same for everyone and holds neither.
 *
 * @param acceptEncoding the request's `Accept-Encoding`; empty if there is none
 */
export async function answerCommonPasswords(acceptEncoding: string): Promise<RouteAnswer> {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', Vary: 'Accept-Encoding' };
  const encoding = acceptedEncoding(acceptEncoding, ['br', 'gzip']);
  if (encoding === undefined) {
    return { status: 200, headers, body: await asItIs() };
  }
  const body = encoding === 'br' ? await inBrotli() : await inGzip();
  return { status: 200, headers: { ...headers, 'Content-Encoding': encoding }, body, isBase64Encoded: true };
}

async function inBrotli(): Promise<string> {
  return (await import('#lib/passwords/common-passwords-brotli.ts')).commonPasswordsBrotli;
}

async function inGzip(): Promise<string> {
  return (await import('#lib/passwords/common-passwords-gzip.ts')).commonPasswordsGzip;
}

/** Hardly any client asks for this. Without the list itself, the bundle is smaller. */
async function asItIs(): Promise<string> {
  const { gunzipSync } = await import('node:zlib');
  return gunzipSync(Buffer.from(await inGzip(), 'base64')).toString();
}
