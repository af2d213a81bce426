import { gzipSync } from 'node:zlib';
import type { Exchange } from '#test/golden/exchange.ts';
import { badParameters, badToken, setPassword } from './parts.ts';

const maximumBytes = 16 * 1024;
const fields = { token: 'A'.repeat(43), new: 'a good pass phrase' };
const text = JSON.stringify(fields);

/** The fields in a JSON object of exactly this many bytes. */
function ofBytes(bytes: number): string {
  const empty = JSON.stringify({ ...fields, padding: '' });
  return JSON.stringify({ ...fields, padding: 'x'.repeat(bytes - empty.length) });
}

const notReadable: readonly (readonly [string, string | Buffer | undefined])[] = [
  ['an absent body', undefined],
  ['an empty body', ''],
  ['blanks', '  '],
  ['half an object', '{"token":"x","new":'],
  ['a form', 'token=x&new=y'],
  ['null', 'null'],
  ['a number', '1'],
  ['a string', '"text"'],
  ['an array', `[${text}]`],
  ['NUL', '\0'],
  ['a byte order mark', `\ufeff${text}`],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['Latin-1', Buffer.from('{"token":"x","new":"motörhead motörhead"}', 'latin1')],
  ['gzip', gzipSync(text)],
  ['16 KiB and a byte', ofBytes(maximumBytes + 1)],
  ['1 MB', ofBytes(1_000_000)],
  ['nesting 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
];

/** Whatever type a client declares, its body is read as JSON. */
const types: readonly string[] = [
  'application/json;charset=ISO-8859-1',
  'application/x-www-form-urlencoded',
  'text/html',
  'nonsense',
];

export const bodyExchanges: readonly Exchange[] = [
  ...notReadable.map(([what, body]) => ({
    title: `VW3 set_password with ${what}`,
    ...setPassword(body, {}),
    response: badParameters,
  })),
  ...types.map((type) => ({
    title: `VW4 set_password with a JSON body of type ${type} and a bad token`,
    ...setPassword(fields, { 'Content-Type': type }),
    response: badToken,
  })),
  { title: 'VW4 set_password with 16 KiB exactly and a bad token', ...setPassword(ofBytes(maximumBytes)), response: badToken },
];
