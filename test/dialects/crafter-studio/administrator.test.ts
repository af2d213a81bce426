import { describe, expect, test } from '@jest/globals';
import { base64url, SignJWT } from 'jose';
import { requireAdministrator } from '#lib/dialects/crafter-studio/administrator.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import type { Secrets } from '#lib/reset/ports.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { eventWith } from '#test/dialects/event-with.ts';

const now = Date.UTC(2030, 0, 2, 3, 4, 5, 678);
const nowSeconds = Math.floor(now / 1000);
const secret = 'the current secret of the administrators';
const previousSecret = 'the previous secret of the administrators';
const good = { iss: 'rekey', aud: 'rekey', sub: 'carol', roles: ['admin'], iat: nowSeconds, exp: nowSeconds + 900 };

type Claims = { [name: string]: unknown };

const event = eventWith();

const signed = (claims: Claims, key = secret, header = {}) =>
  new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(key));

/** A token that the test assembles from its parts. */
const unsigned = (header: unknown, payload: unknown, signature = '') =>
  [...[header, payload].map((part) => base64url.encode(JSON.stringify(part))), signature].join('.');

/** The status that the caller gets. */
async function statusFor(
  authorization: string,
  secrets: Secrets['administrators'] = async () => [secret, previousSecret],
): Promise<number> {
  try {
    const ports = { secrets: { administrators: secrets } };
    await requireAdministrator(ports, authorization, { settings: parseSettings({}), now });
    return 200;
  } catch (error) {
    return refuse(error, { routeId: 'crafter-studio/reset-password', requestId: 'request', event }).status;
  }
}

const statusOf = async (token: string | Promise<string>) => statusFor(`Bearer ${await token}`);

describe('A2 accepts', () => {
  const claims: readonly (readonly [string, Claims])[] = [
    ['a token of 15 minutes', {}],
    ['the role Admin', { roles: ['Admin'] }],
    ['the role ADMIN among others', { roles: [null, 7, ['x'], {}, 'user', 'ADMIN'] }],
    ['a token for several audiences', { aud: ['other', 'rekey'] }],
    ['a token in its last second', { exp: nowSeconds + 1 }],
    ['a token of an hour exactly', { exp: nowSeconds + 3600 }],
    ['a token of an hour in its last second', { iat: nowSeconds - 3599, exp: nowSeconds + 1 }],
    ['a token that is valid from now', { nbf: nowSeconds }],
    ['a token without iat that ends within an hour', { iat: undefined, exp: nowSeconds + 3600 }],
    ['a sub of 255 characters', { sub: 's'.repeat(255) }],
    ['unknown claims', { sub: 'eve', __proto__: { roles: [] }, constructor: 'x', role: 'none' }],
  ];
  test.each(claims)('%s', async (_, changes) => {
    expect(await statusOf(signed(changes))).toBe(200);
  });

  test('a token under the previous secret', async () => {
    expect(await statusOf(signed({}, previousSecret))).toBe(200);
  });

  test.each(['bearer', 'BEARER', 'Bearer  '])('the scheme %j', async (scheme) => {
    expect(await statusFor(`${scheme} ${await signed({})}`)).toBe(200);
  });
});

describe('A2 refuses', () => {
  const claims: readonly (readonly [string, Claims])[] = [
    ['A7 a token without sub', { sub: undefined }],
    ['A7 an empty sub', { sub: '' }],
    ['A7 a sub that is a number', { sub: 7 }],
    ['A7 a sub of 256 characters', { sub: 's'.repeat(256) }],
    ['a token at its expiry', { exp: nowSeconds }],
    ['an expired token', { iat: nowSeconds - 900, exp: nowSeconds - 1 }],
    ['a token that is not valid yet', { nbf: nowSeconds + 1 }],
    ['a token without exp', { exp: undefined }],
    ['an exp that is null', { exp: null }],
    ['an exp that is text', { exp: `${nowSeconds + 900}` }],
    ['an exp that is an array', { exp: [nowSeconds + 900] }],
    ['an nbf that is text', { nbf: 'now' }],
    ['an iat that is text', { iat: 'now' }],
    ['a token of an hour and a second', { exp: nowSeconds + 3601 }],
    ['a token of two hours in its last minute', { iat: nowSeconds - 7140, exp: nowSeconds + 60 }],
    ['a token of two hours that says it is issued later', { iat: nowSeconds + 3600, exp: nowSeconds + 7200 }],
    ['a token of two hours without iat', { iat: undefined, exp: nowSeconds + 7200 }],
    ['a token that never expires', { exp: Number.MAX_SAFE_INTEGER }],
    ['another issuer', { iss: 'other' }],
    ['the issuer in another letter case', { iss: 'Rekey' }],
    ['no issuer', { iss: undefined }],
    ['an array of issuers', { iss: ['rekey'] }],
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['an empty array of audiences', { aud: [] }],
    ['no roles', { roles: undefined }],
    ['roles that are null', { roles: null }],
    ['roles that are text', { roles: 'admin' }],
    ['roles that are an object', { roles: { 0: 'admin', length: 1, admin: true } }],
    ['no role', { roles: [] }],
    ['other roles', { roles: ['administrator', 'admin ', 'user'] }],
    ['a role in an array', { roles: [['admin']] }],
    ['a role with a look-alike letter', { roles: ['admın', 'ADMİN', 'аdmin'] }],
    ['a role in a claim of another name', { roles: undefined, role: 'admin', scope: 'admin', Roles: ['admin'] }],
  ];
  test.each(claims)('%s', async (_, changes) => {
    expect(await statusOf(signed(changes))).toBe(401);
  });

  const claimsSet = JSON.stringify(good);
  const tokens: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['alg none', () => unsigned({ alg: 'none' }, good)],
    ['alg none with a signature', () => unsigned({ alg: 'none' }, good, 'AAAA')],
    ['alg NONE', () => unsigned({ alg: 'NONE' }, good, 'AAAA')],
    ['alg none with a good signature', async () => unsigned({ alg: 'none' }, good, (await signed({})).split('.')[2])],
    ['no alg', async () => unsigned({}, good, (await signed({})).split('.')[2])],
    ['an alg that is not text', () => unsigned({ alg: ['HS256'] }, good, 'AAAA')],
    ['HS384', () => signed({}, secret.repeat(2), { alg: 'HS384' })],
    ['HS512 under the secret', () => signed({}, secret, { alg: 'HS512' })],
    ['RS256', () => unsigned({ alg: 'RS256' }, good, 'A'.repeat(342))],
    ['another secret', () => signed({}, 'another secret of the administrators')],
    ['an earlier secret', () => signed({}, 'the secret before the previous one')],
    [
      'its own key in the header',
      () => signed({}, 'own', { jwk: { kty: 'oct', k: base64url.encode('own') }, kid: '../../dev/null' }),
    ],
    ['an unknown critical header', () => unsigned({ alg: 'HS256', crit: ['x'], x: 1 }, good, 'AAAA')],
    ['a payload that is not encoded', () => unsigned({ alg: 'HS256', crit: ['b64'], b64: false }, good, 'AAAA')],
    ['an encrypted token', () => 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA'],
    ['a header that is not JSON', () => `${base64url.encode('{')}.${base64url.encode(claimsSet)}.AAAA`],
    ['a header that is null', () => unsigned(null, good, 'AAAA')],
    ['words', () => 'a.b.c'],
    ['no signature', async () => (await signed({})).replace(/[^.]+$/, '')],
    ['no payload', async () => (await signed({})).replace(/\..*\./, '..')],
    ['two parts', async () => (await signed({})).replace(/\.[^.]+$/, '')],
    ['four parts', async () => `${await signed({})}.AAAA`],
    ['padding', async () => `${await signed({})}=`],
    ['a line feed at the end', async () => `${await signed({})}\n`],
    ['a megabyte', async () => (await signed({})) + 'A'.repeat(1_000_000)],
  ];
  test.each(tokens)('%s', async (_, token) => {
    expect(await statusOf(token())).toBe(401);
  });

  test('a token with one bit of its signature or payload flipped', async () => {
    const token = await signed({});
    const start = token.indexOf('.') + 1;
    for (let position = start; position < token.length - 1; position += 7) {
      const bytes = Buffer.from(token, 'latin1');
      bytes[position] = (bytes[position] ?? 0) ^ 2;
      expect(await statusOf(bytes.toString('latin1'))).toBe(401);
    }
  });

  const payloads: readonly unknown[] = [null, [], ['x'], 'text', 1, true];
  test.each(payloads)('a signed payload that is %j', async (payload) => {
    const signingInput = `${base64url.encode('{"alg":"HS256"}')}.${base64url.encode(JSON.stringify(payload))}`;
    const key = await crypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, Buffer.from(signingInput)));
    expect(await statusOf(`${signingInput}.${base64url.encode(signature)}`)).toBe(401);
  });

  const headers = [
    '',
    ' ',
    'Bearer',
    'Bearer ',
    'Bearer null',
    'Bearer undefined',
    'Bearer [object Object]',
    'Basic YWRtaW46YWRtaW4=',
  ];
  test.each(headers)('the header %j', async (header) => {
    expect(await statusFor(header)).toBe(401);
  });

  test('a token without Bearer, under another scheme, twice, or with more after it', async () => {
    const token = await signed({});
    const bad = [
      token,
      `Token ${token}`,
      `Bearer${token}`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${token} x`,
      ` Bearer ${token}`,
    ];
    for (const header of bad) {
      expect(await statusFor(header)).toBe(401);
    }
  });
});

test('A2 a secret that cannot be read is an outage, not the token’s fault', async () => {
  const away = async () => Promise.reject(new Error('away'));
  expect(await statusFor(`Bearer ${await signed({})}`, away)).toBe(500);
  expect(await statusFor('Bearer', away)).toBe(401);
});

test('A2 a secret that cannot be used is an outage too, whatever the token is', async () => {
  const unusable = async () => ['', previousSecret] as const;
  for (const key of [secret, previousSecret]) {
    expect(await statusFor(`Bearer ${await signed({}, key)}`, unusable)).toBe(500);
  }
});
