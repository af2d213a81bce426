import { sha256 } from '#lib/reset/token.ts';
import type { Exchange, Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  goodToken,
  invalidParameters,
  notText,
  ok,
  okAt,
  passwordFaults,
  passwordRefused,
  serverError,
  setPassword,
  tokenOf,
  unauthorized,
  validateToken,
} from './parts.ts';

const phrase = 'correct horse battery';
const good = { token: '{{token}}', new: phrase };

const done: readonly Exchange[] = [
  { title: 'S1 validate-token of a good token', given: goodToken, ...validateToken('?token={{token}}'), response: ok },
  {
    title: 'S1 validate-token under /studio',
    given: goodToken,
    ...validateToken('?token={{token}}', {}, '/studio'),
    response: ok,
  },
  {
    title: 'S1 validate-token for a browser that prefetches',
    given: goodToken,
    ...validateToken('?token={{token}}', { 'Sec-Purpose': 'prefetch', Purpose: 'prefetch' }),
    response: ok,
  },
  {
    title: 'S1 validate-token ignores parameters that it does not know',
    given: goodToken,
    ...validateToken('?new=x&token={{token}}&token=other&__proto__=x'),
    response: ok,
  },
  {
    title: 'S1 validate-token one second before its token’s expiry (K1)',
    given: (world) => tokenOf(world, {}, { expiresAt: Date.now() + 1000 }),
    ...validateToken('?token={{token}}'),
    response: ok,
  },
  { title: 'S1 set-password with a good token', given: goodToken, ...setPassword(good), response: okAt('{{user}}') },
  {
    title: 'S1 set-password under /studio of a username that needs URL encoding',
    given: async (world) => {
      const account = { realm: 'crafter-studio', id: 'ädele/ö &=+%' } as const;
      await world.storeAccount({ ...account, email: 'adele@example.com' });
      return { token: await world.token(account) };
    },
    ...setPassword({ ...good, new: 'ü'.repeat(36) }, {}, '/studio'),
    response: okAt('%C3%A4dele%2F%C3%B6%20%26%3D%2B%25', '{{base}}/studio'),
  },
  {
    title: 'S1 set-password ignores keys that it does not know, whatever they are (W4)',
    given: goodToken,
    ...setPassword(
      `{"__proto__":{"token":"x"},"constructor":{"prototype":{"new":"x"}},"role":"admin","enabled":false,"passwordHash":"x","credentialStamp":"x","token":"{{token}}","new":"${phrase}"}`,
    ),
    response: okAt('{{user}}'),
  },
];

const withoutToken: readonly (readonly [string, string])[] = [
  ['without a query', ''],
  ['with a token that has no value', '?token'],
  ['with an empty token', '?token='],
  ['with an empty token before a good one', '?token=&token={{token}}'],
  ['with a token in another letter case', '?Token={{token}}'],
  ['with an array', '?token[]={{token}}'],
  ['with an object', '?token[$gt]='],
];

const missing: readonly Exchange[] = [
  ...withoutToken.map(([how, query]) => ({
    title: `S2 validate-token ${how}`,
    given: goodToken,
    ...validateToken(query),
    response: invalidParameters,
  })),
  ...notText.flatMap(([what, value]) => [
    {
      title: `S2 set-password with a token that is ${what}`,
      ...setPassword({ token: value, new: phrase }),
      response: invalidParameters,
    },
    {
      title: `S2 set-password with a good token and a password that is ${what}`,
      given: goodToken,
      ...setPassword({ ...good, new: value }),
      response: invalidParameters,
    },
  ]),
  {
    title: 'S2 set-password with an unknown token and an empty password',
    ...setPassword({ token: 'A'.repeat(43), new: '' }),
    response: invalidParameters,
  },
  { title: 'S2 set-password with {}', ...setPassword({}), response: invalidParameters },
  {
    title: 'S2 set-password with its keys in another letter case',
    given: goodToken,
    ...setPassword({ Token: '{{token}}', New: phrase }),
    response: invalidParameters,
  },
  ...['{"__proto__":{"token":"{{token}}","new":"a pass phrase"}}', '{"constructor":{"prototype":{"token":"x","new":"y"}}}'].map(
    (body) => ({
      title: `S2 set-password with only ${body.slice(2, 11)}`,
      given: goodToken,
      ...setPassword(body),
      response: invalidParameters,
    }),
  ),
];

export const tokenExchanges: readonly Exchange[] = [
  ...done,
  ...missing,
  {
    title: 'S5 set-password with an unknown token and a common password',
    ...setPassword({ token: 'A'.repeat(43), new: 'password' }),
    response: unauthorized,
  },
  ...passwordFaults.map(([what, password, reason]) => ({
    title: `S8 set-password to a password ${what}`,
    given: goodToken,
    ...setPassword({ token: '{{token}}', new: password }),
    response: passwordRefused(reason),
  })),
  {
    title: 'S10 validate-token if the token cannot be read',
    given: brokenToken,
    ...validateToken('?token={{token}}'),
    response: serverError,
  },
  {
    title: 'S10 validate-token if the account cannot be read',
    given: (world) => tokenOfBroken(world),
    ...validateToken('?token={{token}}'),
    response: serverError,
  },
  { title: 'S10 set-password if the token cannot be read', given: brokenToken, ...setPassword(good), response: serverError },
];

async function brokenToken(world: World): Promise<Values> {
  const token = 'B'.repeat(43);
  await world.makeUnreadable.resetToken(sha256(token));
  return { token };
}

async function tokenOfBroken(world: World): Promise<Values> {
  await world.makeUnreadable.account({ realm: 'crafter-studio', id: 'broken' });
  return tokenOf(world, {}, { accountId: 'broken' });
}
