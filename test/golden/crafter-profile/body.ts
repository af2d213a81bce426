import { gzipSync } from 'node:zlib';
import type { Exchange } from '#test/golden/exchange.ts';
import {
  access,
  anyProfile,
  anyToken,
  changeAnswered,
  changeFields,
  changePassword,
  formType,
  goodChange,
  goodReset,
  jsonType,
  link,
  p1,
  p4,
  p9,
  p12,
  profileWithToken,
  resetAnswered,
  resetFields,
  resetPassword,
} from './parts.ts';

const form = Buffer.from(goodReset);
const json = Buffer.from(JSON.stringify(resetFields));
const mark = Buffer.from('\uFEFF');
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Bodies that cannot be read count as empty. */
const unreadable: readonly (readonly [string, string | Buffer, { [name: string]: string }])[] = [
  ['empty', '', formType],
  ['of blanks', '   ', jsonType],
  ['of NULs', Buffer.alloc(100), formType],
  ['of random bytes', Buffer.from([0xc3, 0x28, 0xa0, 0xa1, 0xe2, 0x28, 0xa1]), formType],
  ['of a form with a byte that is not UTF-8', Buffer.concat([form, Buffer.from([0x26, 0xff])]), formType],
  ['of JSON after a byte order mark', Buffer.concat([mark, json]), jsonType],
  ['of JSON with NUL at its end', Buffer.concat([json, Buffer.alloc(1)]), jsonType],
  ['of gzip', gzipSync(form), { ...formType, 'Content-Encoding': 'gzip' }],
  ['of JSON in UTF-16', Buffer.from(JSON.stringify(resetFields), 'utf16le'), { 'Content-Type': 'application/octet-stream' }],
  ['of a form as JSON', form, jsonType],
  ['of a form as text', form, { 'Content-Type': 'text/plain' }],
  ['of a form without a type', form, {}],
  ['of a form as multipart', form, { 'Content-Type': 'multipart/form-data; boundary=x' }],
  ['of a form of another type with the same beginning', form, { 'Content-Type': 'application/x-www-form-urlencodedx' }],
  ['of JSON as a form', json, formType],
  ['of cut-off JSON', json.subarray(0, -1), jsonType],
  ['of a JSON array', `[${json}]`, jsonType],
  ['of a JSON string', JSON.stringify(goodReset), jsonType],
  ['of JSON null', 'null', jsonType],
  ['of a JSON number', '7', jsonType],
  ['of two JSON objects', `${json}${json}`, jsonType],
  ['of JSON with a comment', `${json}//`, jsonType],
  ['of JSON nested 8,000 deep', nested(8000), jsonType],
];

const bodies: readonly Exchange[] = unreadable.flatMap(([title, body, headers]) => [
  { title: `P1 reset with a body ${title}`, given: anyProfile, ...resetPassword(body, { headers }), response: p1 },
  { title: `P1 change with a body ${title}`, ...changePassword(body, { headers }), response: p1 },
  {
    title: `P4 reset with the token in the query and a body ${title}`,
    given: anyProfile,
    ...resetPassword(body, { headers, query: `?${access}` }),
    response: p4('resetPasswordUrl'),
  },
  {
    title: `P4 change with the token in the query and a body ${title}`,
    ...changePassword(body, { headers, query: `?${access}` }),
    response: p4('resetTokenId'),
  },
]);

const limit = 16 * 1024;
const padded = (text: string, bytes: number) => `${text}&x=${'x'.repeat(bytes - text.length - 3)}`;
const paddedJson = (bytes: number) => JSON.stringify(resetFields).padEnd(bytes);
const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=`).join('&');

const tooLarge: readonly (readonly [string, string | Buffer, { [name: string]: string }])[] = [
  ['a form of 16 KiB and one byte', padded(goodReset, limit + 1), formType],
  ['JSON of 16 KiB and one byte', paddedJson(limit + 1), jsonType],
  ['16 KiB and two bytes in fewer characters', `${goodReset}&x=${'ü'.repeat(limit / 2)}`, formType],
  ['one MB', 'x'.repeat(1_000_000), formType],
  ['a reset token of one MB', `${goodChange.replace('{{token}}', 'a'.repeat(1_000_000))}`, formType],
  ['one MB that is not UTF-8', Buffer.alloc(1_000_000, 0xff), formType],
  ['one MB without a type', Buffer.alloc(1_000_000), {}],
  ['JSON nested 10,000 deep', nested(10_000), jsonType],
  ['a form with 100,000 keys', keys(100_000), formType],
];

const sizes: readonly Exchange[] = [
  ...tooLarge.flatMap(([title, body, headers]) => [
    { title: `P12 reset with ${title}`, given: anyProfile, ...resetPassword(body, { headers }), response: p12 },
    { title: `P12 change with ${title}`, ...changePassword(body, { headers }), response: p12 },
  ]),
  ...[
    { title: 'a form of exactly 16 KiB', body: padded(goodReset, limit), headers: formType },
    { title: 'JSON of exactly 16 KiB', body: paddedJson(limit), headers: jsonType },
    { title: 'a form with 1,800 keys', body: `${goodReset}&${keys(1800)}`, headers: formType },
    {
      title: 'JSON nested 1,000 deep under a key that is not a parameter',
      body: `{"x":${nested(1000)},${JSON.stringify(resetFields).slice(1)}`,
      headers: jsonType,
    },
  ].map(({ title, body, headers }) => ({
    title: `P-reset with ${title}`,
    given: anyProfile,
    ...resetPassword(body, { headers }),
    response: resetAnswered(),
  })),
];

const strange = '"__proto__":{"accessTokenId":"x"},"constructor":{"prototype":{"x":1}},"hasOwnProperty":1,"toString":null,';
const accepted: readonly (readonly [string, Exchange['request']['body'], { [name: string]: string }])[] = [
  ['keys of prototypes in a form', `__proto__=x&constructor=x&__proto__[accessTokenId]=x&${goodReset}`, formType],
  ['keys of prototypes in JSON', `{${strange}${JSON.stringify(resetFields).slice(1)}`, jsonType],
  ['keys that could change the profile', `${goodReset}&id=x&enabled=true&roles=admin&tenant=x&email=eve@evil.example`, formType],
  ['another credential in a form', `${goodReset}&access_token=x&_csrf=x`, formType],
  ['a JSON object as text', json, { 'Content-Type': 'text/plain' }],
  ['a JSON object without a type', json, {}],
  ['an unneeded charset', form, { 'content-type': 'application/x-www-form-urlencoded;charset=ISO-8859-1' }],
];

const ignored: readonly Exchange[] = accepted.map(([title, body = '', headers]) => ({
  title: `P-reset with ${title}`,
  given: anyProfile,
  ...resetPassword(body, { headers }),
  response: resetAnswered(),
}));

const partsOf = (text: string) =>
  [...new URLSearchParams(text)]
    .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('');
const multipartType = { 'Content-Type': 'multipart/form-data; boundary=b' };

const multipart: readonly Exchange[] = [
  {
    title: 'P-reset with multipart/form-data',
    given: anyProfile,
    ...resetPassword(`${partsOf(goodReset)}--b--\r\n`, { headers: multipartType }),
    response: resetAnswered(),
  },
  {
    title: 'P-reset with multipart/form-data and the access token in the query',
    given: anyProfile,
    ...resetPassword(Buffer.from(`${partsOf(link)}--b--\r\n`), { headers: multipartType, query: `?${access}` }),
    response: resetAnswered(),
  },
  {
    title: 'P-change with multipart/form-data',
    given: profileWithToken(),
    ...changePassword(
      `${partsOf(access)}--b\r\nContent-Disposition: form-data; name="resetTokenId"\r\n\r\n{{token}}\r\n${partsOf('newPassword=test123')}--b--\r\n`,
      {
        headers: multipartType,
      },
    ),
    response: changeAnswered(),
  },
  {
    title: 'P12 reset with multipart/form-data of 16 KiB and one byte',
    given: anyProfile,
    ...resetPassword(`${partsOf(goodReset)}--b--\r\n`.padEnd(limit + 1), { headers: multipartType }),
    response: p12,
  },
];

const hostileKeys: readonly Exchange[] = [
  { title: 'P1 reset with only the keys of prototypes', given: anyProfile, ...resetPassword('__proto__=x'), response: p1 },
  {
    title: 'P1 reset with a byte order mark before a form, which counts as part of the first name',
    given: anyProfile,
    ...resetPassword(Buffer.concat([mark, form])),
    response: p1,
  },
  {
    title: 'P1 reset with an access token inside of __proto__',
    given: anyProfile,
    ...resetPassword(`{"__proto__":${json}}`, { headers: jsonType }),
    response: p1,
  },
  {
    title: 'P9 change with a byte that is not UTF-8 in JSON',
    given: anyToken,
    ...changePassword(`${JSON.stringify({ ...changeFields, newPassword: 'abcdef\uFFFD' })}`, { headers: jsonType }),
    response: p9('The password holds a character that cannot be stored.'),
  },
  {
    title: 'P9 change with half a surrogate pair in JSON',
    given: anyToken,
    ...changePassword({ ...changeFields, newPassword: 'abcdef\ud83d' }),
    response: p9('The password holds a character that cannot be stored.'),
  },
];

export const crafterProfileBodies: readonly Exchange[] = [...bodies, ...sizes, ...ignored, ...multipart, ...hostileKeys];
