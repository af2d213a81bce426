import type { Exchange, Values } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';
import {
  answered,
  badToken,
  getCurrent,
  loggedIn,
  plainCookie,
  postReset,
  postToken,
  putCurrent,
  refused,
  sentTo,
  tooManyRequests,
  updated,
} from './messages.ts';
import { testUser } from './user.ts';
import { operator, session, sessionOfNew } from './world.ts';

const reset = 'traffic-ops/reset-password';
const login = 'traffic-ops/login-with-token';
const get = 'traffic-ops/get-current-user';
const put = 'traffic-ops/update-current-user';

const proxy = {
  REKEY_PROXY_SECRET_HASHES: proxySecretHash,
  REKEY_CLIENT_ADDRESS_HEADER: 'x-client',
  REKEY_REQUESTS_PER_FIVE_MINUTES: '2',
};
const from = (address: string) => ({ headers: { 'x-rekey-proxy': proxySecret, 'x-client': address } });

const withoutSession = (address: string) => ({ headers: { ...from(address).headers, cookie: '' } });

/** For `given`: counts this many requests of the address, and makes a good token and the cookie of a good session. */
const counted = (address: string, count: number) => async (world: World) => {
  await world.countRequests(`address#${address}`, count);
  await world.countRequests(`redeeming#${address}`, count);
  return { token: await world.token(operator('test')), ...(await session('test')(world)) };
};

const limited: Exchange[] = [
  { route: reset, title: 'T4 T-reset', request: postReset({ email: 'test@example.com' }, from('192.0.2.1')) },
  { route: reset, title: 'T4 T-reset of an unknown address (E4)', request: postReset({ email: 'a@b.c' }, from('192.0.2.1')) },
  { route: login, title: 'T4 T-token with a bad token', request: postToken({ t: 'bad' }, from('192.0.2.1')) },
  { route: put, title: 'T4 T-put without a session, before T9', request: putCurrent({}, withoutSession('192.0.2.1')) },
].map((exchange) => ({ ...exchange, settings: proxy, given: counted('192.0.2.1', 2), response: tooManyRequests }));

const withinLimit: Exchange[] = [
  {
    route: reset,
    title: 'T1 the last request within the limit',
    request: postReset({ email: 'test@example.com' }, from('192.0.2.2')),
    given: counted('192.0.2.2', 1),
    response: sentTo('test@example.com'),
  },
  {
    route: login,
    title: 'T7 the last request within the limit',
    request: postToken({ t: 'bad' }, from('192.0.2.3')),
    given: counted('192.0.2.3', 1),
    response: badToken,
  },
  {
    route: put,
    title: 'T9 the last request within the limit',
    request: putCurrent({}, withoutSession('192.0.2.5')),
    given: counted('192.0.2.5', 1),
    response: refused(401, 'unauthorized, please log in.'),
  },
  {
    route: put,
    title: 'T14 with a good session above the limit of its address',
    request: putCurrent({}, from('192.0.2.6')),
    given: counted('192.0.2.6', 2),
    response: updated(testUser),
  },
  {
    route: reset,
    title: 'T1 a client that sets the address header without the proxy’s secret counts under its own address',
    request: postReset({ email: 'test@example.com' }, { headers: { 'x-client': '192.0.2.4', 'x-forwarded-for': '192.0.2.4' } }),
    given: counted('192.0.2.4', 2),
    response: sentTo('test@example.com'),
  },
].map((exchange) => ({ ...exchange, settings: proxy }));

const noAccount = (address: string) => refused(404, `No account with the email address '${address}' was found!`);
const revealing: Exchange[] = [
  {
    title: 'T2 with revealed accounts, no account',
    request: postReset({ email: 'Nobody@example.com' }),
    response: noAccount('Nobody@example.com'),
  },
  {
    title: 'T2 with revealed accounts, only the address',
    request: postReset({ email: 'Foo <a@b.c>' }),
    response: noAccount('a@b.c'),
  },
  {
    title: 'T2 with revealed accounts, a look-alike (M2)',
    request: postReset({ email: 'te\u017ft@example.com' }),
    response: noAccount('te\u017ft@example.com'),
  },
  {
    title: 'T2 with revealed accounts, an account of another realm',
    request: postReset({ email: 'jane.doe@example.com' }),
    response: noAccount('jane.doe@example.com'),
  },
  {
    title: 'T1 with revealed accounts, an account',
    request: postReset({ email: 'test@example.com' }),
    response: sentTo('test@example.com'),
  },
  {
    title: 'T1 with revealed accounts, another letter case',
    request: postReset({ email: 'TEST@example.com' }),
    response: sentTo('TEST@example.com'),
  },
  {
    title: 'T1 with revealed accounts, a disabled account',
    given: async (world: World) => {
      await world.storeAccount({ ...operator('shut'), enabled: false });
      return {};
    },
    request: postReset({ email: 'shut@example.com' }),
    response: sentTo('shut@example.com'),
  },
  {
    title: 'T3 with revealed accounts, no address',
    request: postReset({ email: 'x' }),
    response: refused(400, 'Malformed request: email must be one mail address'),
  },
].map((exchange) => ({ ...exchange, route: reset, settings: { REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS: 'true' } }));

const https = { REKEY_PUBLIC_URL: 'https://rekey.example.com' };
const hsts: Values = { 'Strict-Transport-Security': 'max-age=31536000' };
const overHttps = (response: Exchange['response']) => ({ ...response, headers: { ...response.headers, ...hsts } });
const secure: Exchange[] = [
  {
    title: 'T6 over HTTPS',
    route: login,
    given: async (world: World) => ({ token: await world.token(operator('test')) }),
    request: postToken({ t: '{{token}}' }),
    response: loggedIn(`${plainCookie}; Secure; SameSite=Lax`),
  },
  { title: 'T1 over HTTPS', route: reset, request: postReset({ email: 'a@b.c' }), response: sentTo('a@b.c') },
  { title: 'T7 over HTTPS', route: login, request: postToken({}), response: badToken },
  {
    title: 'T13 over HTTPS',
    route: get,
    given: session('test'),
    request: getCurrent(),
    response: answered(200, JSON.stringify({ response: testUser })),
  },
  { title: 'T14 over HTTPS', route: put, given: session('test'), request: putCurrent({}), response: updated(testUser) },
].map((exchange) => ({ ...exchange, settings: https, response: overHttps(exchange.response) }));

const policies = {
  REKEY_PASSWORD_POLICIES:
    '{"traffic-ops":{"minimumCharacters":12},"traffic-ops/lax":{"minimumCharacters":1,"blocklist":false},"crafter-studio":{"minimumCharacters":20}}',
};
const underPolicies: Exchange[] = [
  {
    title: 'T18 under the realm’s own minimum',
    given: session('test'),
    request: putCurrent({ localPasswd: 'elevenbytes' }),
    response: refused(400, 'Password must be greater than 11 characters.'),
  },
  {
    title: 'T17 in a tenant without a minimum',
    given: sessionOfNew('lax', { tenant: 'lax' }),
    request: putCurrent({ localPasswd: 'lax' }),
    response: refused(400, 'Your password cannot be your username.'),
  },
  {
    title: 'T19 an empty password in a tenant without a minimum',
    given: sessionOfNew('lax', { tenant: 'lax' }),
    request: putCurrent({ localPasswd: '' }),
    response: refused(400, 'The password must not be empty.'),
  },
  {
    title: 'T19 instead of T18 in a tenant without a blocklist',
    given: sessionOfNew('lax', { tenant: 'lax' }),
    request: putCurrent({ localPasswd: 'password', confirmLocalPasswd: 'x' }),
    response: refused(400, 'The password and its confirmation are not the same.'),
  },
].map((exchange) => ({ ...exchange, route: put, settings: policies }));

/** Exchanges with settings that differ from the demo's. */
export const settingsExchanges: readonly Exchange[] = [...limited, ...withinLimit, ...revealing, ...secure, ...underPolicies];
