import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc, { type Arbitrary } from 'fast-check';
import { applicationUrl } from '#test/credentials.ts';
import { jsonValue, nasty } from './fuzzed-values.ts';

/** Credentials that a call needs to reach the deeper code. */
export type Known = {
  accessTokenId: string;
  profile: string;
  username: string;
  email: string;
  token: string;
  jwt: string;
  cookie: string;
  /** Restores the account, so that its token and session are good again. */
  restore(): Promise<void>;
};

/** Good values, and arbitrary ones. */
export function texts(known: Known): Arbitrary<string> {
  const good = [
    known.profile,
    known.username,
    known.token,
    known.accessTokenId,
    applicationUrl,
    'http://example.com/a?b#c',
    'a good pass phrase',
    known.email,
    '$none',
    'a,b',
  ];
  return fc.oneof({ arbitrary: fc.constantFrom(...good), weight: 3 }, { arbitrary: nasty, weight: 2 });
}

/** The names of all parameters of all calls. */
export const names = [
  'accessTokenId',
  'resetPasswordUrl',
  'resetTokenId',
  'newPassword',
  'attributesToReturn',
  'attributeToReturn',
  'username',
  'token',
  'new',
  'email',
  't',
  'localPasswd',
  'confirmLocalPasswd',
  'fullName',
  'city',
  'role',
  'tenantId',
  'user',
  'realm',
  'identifier',
];

/** Parameters with which a call usually succeeds. */
function fieldsOf(known: Known): Arbitrary<{ [name: string]: unknown }> {
  const good = {
    accessTokenId: known.accessTokenId,
    resetPasswordUrl: applicationUrl,
    resetTokenId: known.token,
    token: known.token,
    t: known.token,
    username: known.username,
    email: known.email,
    newPassword: 'a good pass phrase',
    new: 'a good pass phrase',
    localPasswd: 'a good pass phrase',
    realm: 'crafter-studio',
    identifier: known.username,
  };
  const odd = fc.dictionary(
    fc.oneof({ arbitrary: fc.constantFrom(...names), weight: 5 }, { arbitrary: nasty, weight: 1 }),
    fc.oneof({ arbitrary: texts(known), weight: 4 }, { arbitrary: jsonValue, weight: 1 }),
    { maxKeys: 4, noNullPrototype: false },
  );
  return fc.tuple(fc.boolean(), fc.boolean(), odd).map(([isGood, isWrapped, fields]) => {
    const whole = { ...(isGood && good), ...fields };
    return { ...whole, ...(isWrapped && { user: whole }) };
  });
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom(16_383, 16_384, 16_385, 40_000).map((length) => new Uint8Array(length).fill(0x5b)),
);

export function bodies(known: Known): Arbitrary<Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>> {
  const json = fieldsOf(known).map((fields) => JSON.stringify(fields) ?? '');
  const form = fieldsOf(known).map((fields) =>
    Object.entries(fields)
      .map(([name, value]) => `${encode(name)}=${encode(plain(value))}`)
      .join('&'),
  );
  const text = fc.oneof(
    { arbitrary: json, weight: 6 },
    { arbitrary: form, weight: 2 },
    { arbitrary: fc.json(), weight: 1 },
    { arbitrary: nasty, weight: 1 },
  );
  return fc.oneof(
    { arbitrary: text.map((body) => ({ body, isBase64Encoded: false })), weight: 4 },
    { arbitrary: text.map((body) => ({ body: Buffer.from(body).toString('base64'), isBase64Encoded: true })), weight: 2 },
    { arbitrary: bytes.map((body) => ({ body: Buffer.from(body).toString('base64'), isBase64Encoded: true })), weight: 1 },
    { arbitrary: nasty.map((body) => ({ body, isBase64Encoded: true })), weight: 1 },
    { arbitrary: fc.constant({ isBase64Encoded: false }), weight: 1 },
  );
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Percent-encodes any text, including half characters. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

export function queries(known: Known): Arbitrary<string> {
  const pairs = fieldsOf(known).map((fields) =>
    Object.entries(fields)
      .map(([name, value]) => `${encode(name)}=${encode(plain(value))}`)
      .join('&'),
  );
  return fc.oneof(
    { arbitrary: pairs, weight: 4 },
    { arbitrary: nasty, weight: 1 },
    {
      arbitrary: fc.constantFrom(
        '',
        '=',
        '&&&',
        'username',
        'username=%',
        'username=%ff%fe',
        'username=%ED%A0%80',
        'token=a&token=b',
      ),
      weight: 2,
    },
  );
}
