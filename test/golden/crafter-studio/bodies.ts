import { gzipSync } from 'node:zlib';
import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  asAdministrator,
  badRequest,
  goodToken,
  invalidParameters,
  ok,
  resetPassword,
  setPassword,
  studioUser,
  unauthorized,
} from './parts.ts';

/** The headers of a client that names no type, so that every byte arrives. */
const untyped = {};
const maximumBytes = 16 * 1024;

const fields = { token: 'A'.repeat(43), new: 'a good pass phrase' };
const text = JSON.stringify(fields);

/** The fields in a JSON object of exactly this many bytes. */
function ofBytes(bytes: number): string {
  const empty = JSON.stringify({ ...fields, padding: '' });
  return JSON.stringify({ ...fields, padding: 'x'.repeat(bytes - empty.length) });
}

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const manyKeys = JSON.stringify(Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 1])));

const notReadable: readonly (readonly [string, string | Buffer])[] = [
  ['blanks', '  '],
  ['half an object', '{"token":"x","new":'],
  ['an object and more', `${text}}`],
  ['two objects', `${text}\n${text}`],
  ['a trailing comma', '{"token":"x","new":"y",}'],
  ['single quotes', "{'token':'x','new':'y'}"],
  ['a form', 'token=x&new=y'],
  ['XML', '<token>x</token>'],
  ['NaN', 'NaN'],
  ['null', 'null'],
  ['true', 'true'],
  ['a number', '1'],
  ['a string', '"text"'],
  ['an empty array', '[]'],
  ['an array of an object', `[${text}]`],
  ['JSON as a JSON string', JSON.stringify(text)],
  ['a line break inside of a string', '{"token":"x","new":"a good\npass phrase"}'],
  ['NUL', '\0'],
  ['an object with a NUL at the end', `${text}\0`],
  ['an object with a byte order mark', `\ufeff${text}`],
  ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['Latin-1', Buffer.from('{"token":"x","new":"motörhead motörhead"}', 'latin1')],
  [
    'an overlong encoding',
    Buffer.concat([Buffer.from('{"new":"a good pass phrase'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
  ],
  [
    'an encoded surrogate',
    Buffer.concat([Buffer.from('{"new":"pass phrase'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  ],
  ['half a character at its end', Buffer.concat([Buffer.from(text), Buffer.from([0xc3])])],
  ['gzip', gzipSync(text)],
  ['16 KiB and a byte', ofBytes(maximumBytes + 1)],
  ['1 MB', ofBytes(1_000_000)],
  ['nesting 10,000 deep', nested(10_000)],
  ['brackets 10,000 deep and no end', '['.repeat(10_000)],
  ['100,000 keys', manyKeys],
];

const unreadable: readonly Exchange[] = notReadable.flatMap(([what, body]) => [
  { title: `S3 set-password with ${what}`, ...setPassword(body, untyped), response: badRequest },
  {
    title: `S3 reset-password with ${what}`,
    given: asAdministrator,
    ...resetPassword('jane.doe', body, untyped),
    response: invalidParameters,
  },
]);

/** Whatever type a client declares, its body is read as JSON in UTF-8. */
const types: readonly string[] = [
  'application/json',
  'application/json; charset=UTF-8',
  'application/json;charset=ISO-8859-1',
  'application/vnd.api+json',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/html',
  'nonsense',
];

const someone = async (world: World) => ({ ...(await asAdministrator()), user: await studioUser(world) });

const readable: readonly Exchange[] = [
  ...types.flatMap((type) => [
    {
      title: `S5 set-password with a JSON body of type ${type} and a bad token`,
      ...setPassword(fields, { 'Content-Type': type }),
      response: unauthorized,
    },
    {
      title: `S1 reset-password with a JSON body of type ${type}`,
      given: someone,
      ...resetPassword('{{user}}', '{"ünknown":"ü"}', { 'Content-Type': type }),
      response: ok,
    },
    {
      title: `S3 set-password with a form of type ${type}`,
      ...setPassword('token=x&new=y', { 'Content-Type': type }),
      response: badRequest,
    },
  ]),
  {
    title: 'S3 set-password with gzip that the headers declare',
    ...setPassword(gzipSync(text), { 'Content-Type': 'application/octet-stream', 'Content-Encoding': 'gzip' }),
    response: badRequest,
  },
  { title: 'S5 set-password with 16 KiB exactly and a bad token', ...setPassword(ofBytes(maximumBytes)), response: unauthorized },
  {
    title: 'S5 set-password with 16 KiB exactly, untyped, and a bad token',
    ...setPassword(ofBytes(maximumBytes), untyped),
    response: unauthorized,
  },
  {
    title: 'S1 reset-password with 16 KiB exactly',
    given: someone,
    ...resetPassword('{{user}}', JSON.stringify({ padding: 'ü'.repeat((maximumBytes - 14) / 2) }), untyped),
    response: ok,
  },
  {
    title: 'S3 set-password with 16 KiB and a byte, where some characters have two bytes',
    ...setPassword(`{"padding":"x${'ü'.repeat((maximumBytes - 14) / 2)}"}`),
    response: badRequest,
  },
  { title: 'S3 set-password with an absent body', ...setPassword(undefined), response: badRequest },
  { title: 'S3 set-password with an empty body', ...setPassword(''), response: badRequest },
  {
    title: 'S3 set-password with a good token in the query and no body',
    given: goodToken,
    request: {
      ...setPassword(undefined).request,
      path: `${setPassword('').request.path}?token={{token}}&new=a+good+pass+phrase`,
    },
    route: 'crafter-studio/set-password',
    response: badRequest,
  },
];

export const bodyExchanges: readonly Exchange[] = [...unreadable, ...readable];
