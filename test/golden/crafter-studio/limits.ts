import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';
import {
  asAdministrator,
  badRequest,
  forgotPassword,
  goodToken,
  invalidParameters,
  ok,
  resetPassword,
  setPassword,
  tooManyRequests,
  unauthorized,
  validateToken,
} from './parts.ts';

/** The client's address comes from a header, so that a test can store its count before the request. */
const settings = { REKEY_PROXY_SECRET_HASHES: proxySecretHash, REKEY_CLIENT_ADDRESS_HEADER: 'X-Client-Address' };
const address = '192.0.2.7';
const from = { 'X-Rekey-Proxy': proxySecret, 'X-Client-Address': address };

const countRequests = async (world: World, count: number) => {
  await world.countRequests(`address#${address}`, count);
  await world.countRequests(`redeeming#${address}`, count);
};

const given = async (world: World) => {
  await countRequests(world, world.settings.requestsPerFiveMinutes);
  return goodToken(world);
};

const overLimit: readonly (readonly [string, Pick<Exchange, 'route' | 'request'>])[] = [
  ['forgot-password of a known user', forgotPassword('?username=jane.doe', from)],
  ['forgot-password under /studio', forgotPassword('?username=jane.doe', from, '/studio')],
  ['forgot-password of an unknown user', forgotPassword('?username=nobody', from)],
  ['forgot-password of an externally managed user', forgotPassword('?username=ldap.user', from)],
  ['forgot-password of a disabled user', forgotPassword('?username=off.user', from)],
  ['validate-token under /studio', validateToken('?token=bad', from, '/studio')],
  ['validate-token of a bad token', validateToken('?token=bad', from)],
  ['set-password under /studio', setPassword({ token: 'bad', new: 'a good pass phrase' }, from, '/studio')],
  ['set-password with a bad token', setPassword({ token: 'bad', new: 'a good pass phrase' }, from)],
  ['set-password with a bad token and a short password', setPassword({ token: 'bad', new: 'short' }, from)],
];

export const limitExchanges: readonly Exchange[] = [
  {
    title: 'S6 validate-token of a bad token as the last request within the limit',
    settings,
    given: async (world) => {
      await countRequests(world, world.settings.requestsPerFiveMinutes - 1);
      return {};
    },
    ...validateToken('?token=bad', from),
    response: unauthorized,
  },
  {
    title: 'S1 validate-token of a good token above the limit of its address',
    settings,
    given,
    ...validateToken('?token={{token}}', from),
    response: ok,
  },
  ...overLimit.map(([what, asking]) => ({ title: `S9 ${what}`, settings, given, ...asking, response: tooManyRequests })),
  {
    title: 'S9 forgot-password, with concealment, of a known user',
    settings: { ...settings, REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' },
    given,
    ...forgotPassword('?username=jane.doe', from),
    response: tooManyRequests,
  },
  {
    title: 'S2 forgot-password above the limit, because parameters are checked first',
    settings,
    given,
    ...forgotPassword('?username=', from),
    response: invalidParameters,
  },
  {
    title: 'S2 validate-token above the limit, because parameters are checked first',
    settings,
    given,
    ...validateToken('', from),
    response: invalidParameters,
  },
  {
    title: 'S2 set-password above the limit, because parameters are checked first',
    settings,
    given,
    ...setPassword({ token: '{{token}}', new: null }, from),
    response: invalidParameters,
  },
  {
    title: 'S3 set-password above the limit, because parameters are checked first',
    settings,
    given,
    ...setPassword('token=x', from),
    response: badRequest,
  },
  {
    title: 'S1 reset-password has no limit',
    settings,
    given: async (world) => {
      await countRequests(world, world.settings.requestsPerFiveMinutes);
      return asAdministrator();
    },
    ...resetPassword('off.user', {}, from),
    response: ok,
  },
];
