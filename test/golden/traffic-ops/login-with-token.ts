import { sha256 } from '#lib/reset/token.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  badToken,
  internalServerError,
  loggedIn,
  plainCookie,
  postToken,
  refused,
  versions,
  versionUnknown,
} from './messages.ts';
import { logIn, operator, tokenOfNew, update } from './world.ts';

const route = 'traffic-ops/login-with-token';
const withToken = postToken({ t: '{{token}}' });

const hour = 3_600_000;
const expiringIn = (milliseconds: number) => async (world: World) => ({
  token: await world.token(operator('test'), { expiresAt: Date.now() + milliseconds }),
});

async function spentToken(world: World) {
  const { token } = await tokenOfNew('spender')(world);
  await update(world, await logIn(world, token), { localPasswd: 'a new pass phrase' });
  return { token };
}

/** The token of the earlier of two mails. The link of the later one was used. */
async function supersededToken(world: World) {
  const { token } = await tokenOfNew('twice')(world);
  const later = await world.token(operator('twice'));
  await update(world, await logIn(world, later), { localPasswd: 'a new pass phrase' });
  return { token };
}

async function tokenOfReplacedAccount(world: World) {
  const { token } = await tokenOfNew('replaced')(world);
  await world.storeAccount(operator('replaced'));
  return { token };
}

/** Changes one bit of one character: the first, a middle one, or the last, where Base64url ignores the low bits. */
const changedToken = (change: (token: string) => string) => async (world: World) => ({
  token: change(await world.token(operator('test'))),
});
const flipAt = (index: number) => (token: string) =>
  token
    .split('')
    .with(index, String.fromCharCode((token.at(index) ?? 'A').charCodeAt(0) ^ 1))
    .join('');
const otherCase = (token: string) => token.replace(/[a-z]/i, (letter) => String.fromCharCode(letter.charCodeAt(0) ^ 32));

const good: Exchange[] = [
  {
    title: 'T6 a good token, with a slash at the end of the path',
    route,
    given: expiringIn(2 * hour),
    request: { ...withToken, path: '/api/5.0/user/login/token/' },
    response: loggedIn(plainCookie),
  },
  ...versions.map((version) => ({
    title: `T6 a good token in version ${version}`,
    route,
    given: expiringIn(2 * hour),
    request: postToken({ t: '{{token}}' }, { version }),
    response: loggedIn(plainCookie.replace('{{integer}}', '3600')),
  })),
  {
    title: 'T6 the same token again, as after a reload of the page',
    route,
    given: async (world) => {
      const values = await expiringIn(hour)(world);
      await logIn(world, values.token);
      return values;
    },
    request: withToken,
    response: loggedIn(plainCookie),
  },
  {
    title: 'T6 a token seconds before its expiry (K1)',
    route,
    given: expiringIn(5_000),
    request: withToken,
    response: loggedIn(plainCookie),
  },
  {
    title: 'T6 other keys change nothing (W4)',
    route,
    given: expiringIn(hour),
    request: postToken({ t: '{{token}}', u: 'admin', username: 'admin', auth_data: 'admin' }),
    response: loggedIn(plainCookie),
  },
];

const badlyGiven: Exchange[] = [
  ['absent', {}],
  ['null', { t: null }],
  ['empty', { t: '' }],
  ['blank', { t: '   ' }],
  ['the word undefined', { t: 'undefined' }],
  ['a path', { t: '../../etc/passwd' }],
  ['well formed and unknown', { t: 'A'.repeat(43) }],
  ['15,000 characters long', { t: 'A'.repeat(15_000) }],
  ['under another key', { token: 'A'.repeat(43) }],
].map(([what, body]) => ({ title: `T7 t that is ${what} (K7)`, route, request: postToken(body ?? {}), response: badToken }));

const badTokens: Exchange[] = (
  [
    ['expired (K1)', expiringIn(0)],
    ['used', spentToken],
    ['superseded (K3)', supersededToken],
    ['of an account that was replaced (K3)', tokenOfReplacedAccount],
    ['of another realm (K6)', async (world) => ({ token: await world.token({ realm: 'crafter-studio', id: 'jane.doe' }) })],
    ['of a disabled account (K6)', tokenOfNew('disabled', { enabled: false })],
    ['of an externally managed account', tokenOfNew('external', { externallyManaged: true })],
    ['of a deleted account (K6)', async (world) => ({ token: await world.token(operator('test'), { accountId: 'gone' }) })],
    ['with a bit flipped at the start (K8)', changedToken(flipAt(0))],
    ['with a bit flipped in the middle (K8)', changedToken(flipAt(21))],
    ['with a bit flipped at the end (K8)', changedToken(flipAt(42))],
    ['in other letter case (K8)', changedToken(otherCase)],
    ['truncated (K8)', changedToken((token) => token.slice(0, -1))],
    ['lengthened (K8)', changedToken((token) => `${token}A`)],
    ['padded (K8)', changedToken((token) => `${token}=`)],
    ['with a blank before it (K8)', changedToken((token) => ` ${token}`)],
    ['with a line feed after it (K8)', changedToken((token) => `${token}\\n`)],
    ['encoded twice (K8)', changedToken((token) => Buffer.from(token).toString('base64url'))],
    ['as its hash (K10)', changedToken(sha256)],
  ] satisfies [string, Exchange['given']][]
).map(([what, given]) => ({ title: `T7 a token ${what}`, route, given, request: withToken, response: badToken }));

const wrongTypes: Exchange[] = [1, 0, true, false, [], ['A'.repeat(43)], {}, { $gt: '' }, { S: 'A'.repeat(43) }].map((t) => ({
  title: `T8 t as ${JSON.stringify(t)} (K7)`,
  route,
  request: postToken({ t }),
  response: refused(400, 'Invalid request: t must be a string'),
}));

export const loginWithTokenExchanges: readonly Exchange[] = [
  ...good,
  ...badlyGiven,
  ...badTokens,
  ...wrongTypes,
  {
    title: 'A3 a page of another site logs its visitor in',
    route,
    given: async (world) => ({ token: await world.token(operator('test')) }),
    request: { ...withToken, headers: { ...withToken.headers, 'sec-fetch-site': 'cross-site' } },
    response: refused(403, 'Forbidden: the request comes from a page of another site'),
  },
  {
    title: 'T8 a token of 1 MB (K8)',
    route,
    request: postToken({ t: 'A'.repeat(1_000_000) }),
    response: refused(400, 'Invalid request: the body is larger than 16 KiB'),
  },
  {
    title: 'T5 the stored token cannot be read',
    route,
    given: async (world) => {
      const token = 'B'.repeat(43);
      await world.makeUnreadable.resetToken(sha256(token));
      return { token };
    },
    request: withToken,
    response: internalServerError,
  },
  {
    title: 'T5 the token’s account cannot be read',
    route,
    given: async (world) => {
      await world.makeUnreadable.account(operator('broken-login'));
      return { token: await world.token(operator('test'), { accountId: 'broken-login' }) };
    },
    request: withToken,
    response: internalServerError,
  },
  ...['2.0', '5.1'].map((version) => ({
    title: `T-token in version ${version}, before anything else`,
    route,
    request: postToken('not JSON', { version }),
    response: versionUnknown,
  })),
];
