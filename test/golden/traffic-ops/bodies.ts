import { gzipSync } from 'node:zlib';
import type { Exchange, GoldenResponse } from '#test/golden/exchange.ts';
import { badToken, postReset, postToken, putCurrent, refused, sentTo, updated } from './messages.ts';
import { testUser } from './user.ts';
import { session } from './world.ts';

type Reader = {
  row: string;
  name: string;
  exchange: Pick<Exchange, 'route' | 'given'>;
  request: typeof postReset;
  complaint: string;
  /** Members of a JSON object that gets the successful answer. */
  members: string;
  good: GoldenResponse;
};

const readers: readonly Reader[] = [
  {
    row: 'T3',
    name: 'T-reset',
    exchange: { route: 'traffic-ops/reset-password' },
    request: postReset,
    complaint: 'Malformed request',
    members: '"email":"nobody@example.com"',
    good: sentTo('nobody@example.com'),
  },
  {
    row: 'T8',
    name: 'T-token',
    exchange: { route: 'traffic-ops/login-with-token' },
    request: postToken,
    complaint: 'Invalid request',
    members: '"t":""',
    good: badToken,
  },
  {
    row: 'T15',
    name: 'T-put',
    exchange: { route: 'traffic-ops/update-current-user', given: session('test') },
    request: putCurrent,
    complaint: "couldn't parse request",
    members: '"city":"Bern"',
    good: updated(testUser),
  },
];

const sixteenKiB = 16 * 1024;
const notJson = 'the body is not JSON';
const notObject = 'the body is not a JSON object';
const notUtf8 = 'the body is not UTF-8';
const tooLarge = 'the body is larger than 16 KiB';
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const keys = (count: number) => Array.from({ length: count }, (_, index) => `,"${index}":0`).join('');

const unreadable = (members: string): readonly [what: string, body: string | Buffer | undefined, problem: string][] => [
  ['absent', undefined, notJson],
  ['empty', '', notJson],
  ['blank', ' \n', notJson],
  ['cut short', `{${members}`, notJson],
  ['with an extra comma', `{${members},}`, notJson],
  ['with more after it', `{${members}}{}`, notJson],
  ['in single quotes', `{${members}}`.replaceAll('"', "'"), notJson],
  ['a form', 'email=test@example.com&t=x', notJson],
  ['with a byte order mark', `\ufeff{${members}}`, notJson],
  ['with a NUL after it', `{${members}}\0`, notJson],
  ['with a NUL in a string', `{${members},"x":"\0"}`, notJson],
  ['opened 10,000 times', '['.repeat(10_000), notJson],
  ['null', 'null', notObject],
  ['a number', '1', notObject],
  ['text', '"text"', notObject],
  ['true', 'true', notObject],
  ['an array', `[{${members}}]`, notObject],
  ['nested 1,000 deep', nested(1_000), notObject],
  ['not UTF-8', Buffer.from([...Buffer.from(`{${members},"x":"`), 0xc3, 0x28, ...Buffer.from('"}')]), notUtf8],
  [
    'UTF-8 of half a character',
    Buffer.from([...Buffer.from(`{${members},"x":"`), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]),
    notUtf8,
  ],
  ['zipped', gzipSync(`{${members}}`), notUtf8],
  ['of 16 KiB and one byte', `{${members}}`.padEnd(sixteenKiB + 1), tooLarge],
  ['of 16 KiB and one byte in fewer characters', `{${members},"x":"${'é'.repeat(sixteenKiB / 2)}"}`, tooLarge],
  ['of 1 MB', `{${members}}`.padEnd(1_000_000), tooLarge],
  ['nested 10,000 deep', `{${members},"x":${nested(10_000)}}`, tooLarge],
  ['of 100,000 keys', `{${members}${keys(100_000)}}`, tooLarge],
];

const readable = (members: string): readonly [what: string, body: string | Buffer][] => [
  ['of exactly 16 KiB', `{${members}}`.padEnd(sixteenKiB)],
  ['of exactly 16 KiB with letters beyond ASCII', padded(`{${members},"x":"ééé"}`)],
  ['with white space', ` \r\n\t{ ${members} }\n`],
  ['with 1,500 unknown keys', `{${members}${keys(1_500)}}`],
  ['with an unknown key nested 1,000 deep', `{${members},"x":${nested(1_000)}}`],
  [
    'with hostile keys (W4)',
    `{"__proto__":{"email":1,"t":1,"city":1},${members},"constructor":{"prototype":{"x":1}},"toString":1}`,
  ],
  ['in bytes', Buffer.from(`{${members}}`)],
];

function padded(text: string): Buffer {
  return Buffer.concat([Buffer.from(text), Buffer.alloc(sixteenKiB - Buffer.byteLength(text), ' ')]);
}

const contentTypes = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'nonsense',
];

/** Bytes that are not text arrive unchanged only if the content type is not a text type. */
const bytes = { 'content-type': 'application/octet-stream' };
const headersOf = (body: unknown) => ({ headers: Buffer.isBuffer(body) ? bytes : {} });

/** The same for every route that reads a body: bodies that are not a JSON object of at most 16 KiB, and bodies that are one although they look wrong. */
export const bodyExchanges: readonly Exchange[] = readers.flatMap(
  ({ row, name, exchange, request, complaint, members, good }): Exchange[] => [
    ...unreadable(members).map(([what, body, problem]) => ({
      ...exchange,
      title: `${row} ${name} with a body ${what} (F2)`,
      request: request(body, headersOf(body)),
      response: refused(400, `${complaint}: ${problem}`),
    })),
    ...readable(members).map(([what, body]) => ({
      ...exchange,
      title: `${row} does not refuse ${name} with a body ${what}`,
      request: request(body, headersOf(body)),
      response: good,
    })),
    ...contentTypes.map((type) => ({
      ...exchange,
      title: `${row} does not refuse ${name} with a body of type ${type}`,
      request: request(`{${members}}`, { headers: { 'content-type': type } }),
      response: good,
    })),
  ],
);
