import { sha256 } from '#lib/reset/token.ts';
import { goodToken, passwordFaults, studioUser, tokenOf } from '#test/golden/crafter-studio/parts.ts';
import type { Exchange, Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { badToken, blank, failure, missing, notFilled, ok, passwordSet, setPassword, validateToken, weak } from './parts.ts';

const phrase = 'correct horse battery';
const good = { token: '{{token}}', new: phrase };
const places = [{ extension: '.json' }, { context: '/studio' }, { context: '/studio', extension: '.json' }] as const;

const done: readonly Exchange[] = [
  { title: 'VV1 validate_token of a good token', given: goodToken, ...validateToken('?token={{token}}'), response: ok },
  ...places.map((place) => ({
    title: `VV1 validate_token at another path: ${JSON.stringify(place)}`,
    given: goodToken,
    ...validateToken('?token={{token}}', {}, place),
    response: ok,
  })),
  {
    title: 'VV1 validate_token for a browser that prefetches, with credentials and cookies that do not count',
    given: goodToken,
    ...validateToken('?token={{token}}', {
      'Sec-Purpose': 'prefetch',
      Authorization: 'Bearer of.no.account',
      Cookie: 'XSRF-TOKEN=x',
      'X-XSRF-TOKEN': 'y',
    }),
    response: ok,
  },
  {
    title: 'VV1 validate_token one second before its token’s expiry (K1)',
    given: (world) => tokenOf(world, {}, { expiresAt: Date.now() + 1000 }),
    ...validateToken('?token={{token}}'),
    response: ok,
  },
  {
    title: 'VW1 set_password with a good token',
    given: async (world) => {
      const user = await studioUser(world, { details: { firstName: 'Jane', lastName: 'Doe' } });
      return { user, token: await world.token({ realm: 'crafter-studio', id: user }) };
    },
    ...setPassword(good),
    response: passwordSet({ firstName: 'Jane', lastName: 'Doe' }),
  },
  ...places.map((place) => ({
    title: `VW1 set_password at another path: ${JSON.stringify(place)}`,
    given: goodToken,
    ...setPassword(good, {}, place),
    response: passwordSet(),
  })),
  {
    title: 'VW1 set_password answers the stored spelling of the name',
    given: async (world) => {
      await world.storeAccount({ realm: 'crafter-studio', id: 'V2.Person', email: 'v2.person@example.com' });
      return { token: await world.token({ realm: 'crafter-studio', id: 'V2.Person' }) };
    },
    ...setPassword({ ...good, new: 'ü'.repeat(36) }),
    response: passwordSet({ username: 'V2.Person', email: 'v2.person@example.com' }),
  },
  {
    title: 'VW1 set_password ignores keys that it does not know, whatever they are (W4)',
    given: goodToken,
    ...setPassword(
      `{"__proto__":{"token":"x"},"constructor":{"prototype":{"new":"x"}},"enabled":false,"credentialStamp":"x","token":"{{token}}","new":"${phrase}"}`,
    ),
    response: passwordSet(),
  },
];

const unclear: readonly Exchange[] = [
  ...['', '?', '?Token={{token}}', '?token[]={{token}}'].map((query) => ({
    title: `VV2 validate_token with the query ${JSON.stringify(query)}`,
    given: goodToken,
    ...validateToken(query),
    response: missing('token'),
  })),
  ...['?token', '?token=', '?token=%20%0A', '?token=&token={{token}}'].map((query) => ({
    title: `VV3 validate_token with the query ${JSON.stringify(query)}`,
    given: goodToken,
    ...validateToken(query),
    response: blank('validateToken.token'),
  })),
  ...notFilled.flatMap(([what, value]) => [
    {
      title: `VW2 set_password with a token that is ${what}`,
      ...setPassword({ token: value, new: phrase }),
      response: blank('token'),
    },
    {
      title: `VW2 set_password with a good token and a password that is ${what}`,
      given: goodToken,
      ...setPassword({ ...good, new: value }),
      response: blank('newPassword'),
    },
  ]),
  { title: 'VW2 set_password with {}', ...setPassword({}), response: blank('token', 'newPassword') },
  {
    title: 'VW2 set_password with only __proto__',
    given: goodToken,
    ...setPassword('{"__proto__":{"token":"{{token}}","new":"a pass phrase"}}'),
    response: blank('token', 'newPassword'),
  },
];

type Given = (world: World) => Promise<Values>;

/** Bad tokens, and the rows for them of validate_token and of set_password. */
const badTokens: readonly (readonly [string, string, string, Given])[] = [
  ['VV4', 'VW4', 'malformed', async () => ({ token: 'not a token' })],
  ['VV4', 'VW4', 'of standard Base64', async () => ({ token: `${'A'.repeat(41)}+/=` })],
  ['VV4', 'VW4', 'longer than any real token', async () => ({ token: 'A'.repeat(7_000) })],
  ['VV4', 'VW4', 'unknown', async () => ({ token: 'A'.repeat(43) })],
  ['VV4', 'VW4', 'expired', (world) => tokenOf(world, {}, { expiresAt: Date.now() })],
  ['VV4', 'VW4', 'superseded', (world) => tokenOf(world, {}, { credentialStamp: 'an earlier stamp' })],
  ['VV4', 'VW4', 'used', used],
  ['VV4', 'VW4', 'of another realm', async (world) => ({ token: await world.token({ realm: 'traffic-ops', id: 'test' }) })],
  ['VV5', 'VW4', 'of a disabled user', (world) => tokenOf(world, { enabled: false })],
  ['VV5', 'VW5', 'of a user who is gone', (world) => tokenOf(world, {}, { accountId: 'deleted' })],
  ['VV5', 'VW5', 'of an externally managed user', (world) => tokenOf(world, { externallyManaged: true })],
];

async function used(world: World): Promise<Values> {
  const { token } = await goodToken(world);
  await world.send(setPassword({ token, new: phrase }).request);
  return { token };
}

const refused: readonly Exchange[] = badTokens.flatMap(([validateRow, setRow, what, given]) => [
  {
    title: `${validateRow} validate_token with a token that is ${what}`,
    given: async (world: World) => ({ token: encodeURIComponent((await given(world)).token ?? '') }),
    ...validateToken('?token={{token}}'),
    response: badToken,
  },
  {
    title: `${setRow} set_password with a token that is ${what}`,
    given,
    ...setPassword(good),
    response: badToken,
  },
  {
    title: `${setRow} set_password with a token that is ${what}, before VW6`,
    given,
    ...setPassword({ ...good, new: '1' }),
    response: badToken,
  },
]);

export const tokenExchanges: readonly Exchange[] = [
  ...done,
  ...unclear,
  ...refused,
  ...passwordFaults
    .filter(([what]) => what !== 'of blanks')
    .map(([what, password, reason]) => ({
      title: `VW6 set_password to a password ${what}`,
      given: goodToken,
      ...setPassword({ token: '{{token}}', new: password }),
      response: weak(reason),
    })),
  ...[
    { row: 'VV7', asking: validateToken('?token={{token}}') },
    { row: 'VW7', asking: setPassword(good) },
  ].map(({ row, asking }) => ({ title: `${row} if the token cannot be read`, given: brokenToken, ...asking, response: failure })),
];

async function brokenToken(world: World): Promise<Values> {
  const token = 'C'.repeat(43);
  await world.makeUnreadable.resetToken(sha256(token));
  return { token };
}
