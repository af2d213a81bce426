import { sha256 } from '#lib/reset/token.ts';
import type { Exchange, Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { goodToken, setPassword, tokenOf, unauthorized, validateToken } from './parts.ts';

const phrase = 'correct horse battery';

type Given = NonNullable<Exchange['given']>;

/** Bad tokens and what is wrong with them. In a query they are URL-encoded. */
const badTokens: readonly (readonly [string, Given])[] = [
  ['S5', 'unknown', async () => ({ token: 'A'.repeat(43) })],
  ['S5', 'a blank', async () => ({ token: ' ' })],
  ['S5', '"undefined"', async () => ({ token: 'undefined' })],
  ['S5', '"null"', async () => ({ token: 'null' })],
  ['S5', '"[object Object]"', async () => ({ token: '[object Object]' })],
  ['S5', 'longer than any real token', async () => ({ token: 'A'.repeat(7000) })],
  ['S5', 'a good one with its first bit flipped', changed((token) => flipped(token, 0))],
  ['S5', 'a good one with its last bit flipped', changed((token) => flipped(token, 42))],
  ['S5', 'a good one without its last character', changed((token) => token.slice(0, -1))],
  ['S5', 'a good one with one more character', changed((token) => `${token}A`)],
  ['S5', 'a good one in the other letter case', changed(otherCase)],
  ['S5', 'a good one between blanks', changed((token) => ` ${token} `)],
  ['S5', 'a good one with a line feed at the end', changed((token) => `${token}\n`)],
  ['S5', 'a good one with a NUL at the end', changed((token) => `${token}\0`)],
  ['S5', 'a good one, encoded twice', changed(percentEncoded)],
  ['S5', 'a good one with Base64’s padding', changed((token) => `${token}=`)],
  ['S5', 'the stored hash of a good one', changed(sha256)],
  ['S5', 'expired', (world: World) => tokenOf(world, {}, { expiresAt: Date.now() })],
  ['S5', 'superseded', (world: World) => tokenOf(world, {}, { credentialStamp: 'an earlier stamp' })],
  ['S5', 'of a disabled account', (world: World) => tokenOf(world, { enabled: false })],
  ['S5', 'of a deleted account', (world: World) => tokenOf(world, {}, { accountId: 'deleted' })],
  ['S5', 'of an account that was created again', recreated],
  ['S5', 'of another realm', async (world: World) => ({ token: await world.token({ realm: 'traffic-ops', id: 'test' }) })],
  ['S5', 'of another realm’s user of the same name', (world: World) => tokenOf(world, {}, { realm: 'traffic-ops' })],
  ['S6', 'of an externally managed account', (world: World) => tokenOf(world, { externallyManaged: true })],
].map(([row, what, given]) => [`${row} {route} with a token that is ${what}`, given as Given]);

function changed(change: (token: string) => string): Given {
  return async (world) => ({ token: change((await goodToken(world)).token) });
}

function flipped(token: string, position: number): string {
  const bytes = Buffer.from(token, 'latin1');
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  return bytes.toString('latin1');
}

function otherCase(token: string): string {
  return token.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}

function percentEncoded(token: string): string {
  return [...token].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('');
}

async function recreated(world: World): Promise<Values> {
  const { user, token } = await goodToken(world);
  await world.storeAccount({ realm: 'crafter-studio', id: user });
  return { token };
}

export const badTokenExchanges: readonly Exchange[] = badTokens.flatMap(([title, given]) => [
  {
    title: title.replace('{route}', 'validate-token'),
    given: async (world: World) => ({ token: encodeURIComponent((await given(world)).token ?? '') }),
    ...validateToken('?token={{token}}'),
    response: unauthorized,
  },
  {
    title: title.replace('{route}', 'set-password'),
    given: async (world: World) => ({ token: JSON.stringify((await given(world)).token) }),
    ...setPassword(`{"token":{{token}},"new":"${phrase}"}`),
    response: unauthorized,
  },
  {
    title: `${title.replace('{route}', 'set-password')}, before S8`,
    given: async (world: World) => ({ token: JSON.stringify((await given(world)).token) }),
    ...setPassword('{"token":{{token}},"new":"1"}'),
    response: unauthorized,
  },
]);
