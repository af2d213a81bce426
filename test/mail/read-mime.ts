export type MimePart = { type: string; content: string };

/** The parts of a raw `multipart/alternative` message. The decoding is strict: bytes that are not UTF-8 throw. */
export function partsOf(raw: string): MimePart[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  if (boundary === undefined) {
    throw new Error('not a multipart message');
  }
  const [, ...parts] = raw.split(`--${boundary}`);
  if (!parts.pop()?.startsWith('--')) {
    throw new Error('the last boundary is missing');
  }
  return parts.map((part) => {
    const [head = '', ...body] = part.replace(/^\r\n/, '').split('\r\n\r\n');
    const header = (name: string) => new RegExp(`^${name}: (.+)$`, 'im').exec(head)?.[1]?.trim() ?? '';
    const bytes = decoders[header('Content-Transfer-Encoding')]?.(body.join('\r\n\r\n').replace(/\r\n$/, ''));
    return { type: header('Content-Type'), content: utf8(bytes) };
  });
}

/** A header with its encoded words (RFC 2047) decoded. Each word is decoded separately. */
export function decodedWords(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      utf8(encoding === 'B' ? Buffer.from(word, 'base64') : quotedPrintable(word.replaceAll('_', ' '))),
    );
}

const decoders: { readonly [encoding: string]: (body: string) => Buffer } = {
  '7bit': (body) => Buffer.from(body, 'latin1'),
  base64: (body) => Buffer.from(body, 'base64'),
  'quoted-printable': quotedPrintable,
};

function quotedPrintable(body: string): Buffer {
  const octets = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(octets, 'latin1');
}

function utf8(bytes: Buffer | undefined): string {
  if (bytes === undefined) {
    throw new Error('unknown transfer encoding');
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
