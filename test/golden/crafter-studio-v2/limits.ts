import { asAdministrator, goodToken, studioUser } from '#test/golden/crafter-studio/parts.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';
import {
  badParameters,
  blank,
  forgotPassword,
  missing,
  ok,
  resetPassword,
  setPassword,
  tooManyRequests,
  validateToken,
} from './parts.ts';

/** The client's address comes from a header, so that a test can store its count before the request. */
const settings = { REKEY_PROXY_SECRET_HASHES: proxySecretHash, REKEY_CLIENT_ADDRESS_HEADER: 'X-Client-Address' };
const address = '192.0.2.8';
const from = { 'X-Rekey-Proxy': proxySecret, 'X-Client-Address': address };

const given = async (world: World) => {
  await world.countRequests(`address#${address}`, world.settings.requestsPerFiveMinutes);
  await world.countRequests(`redeeming#${address}`, world.settings.requestsPerFiveMinutes);
  return goodToken(world);
};

const phrase = 'a good pass phrase';

const overLimit: readonly (readonly [string, Pick<Exchange, 'route' | 'request'>])[] = [
  ['VF5 forgot_password of a known user', forgotPassword('?username=jane.doe', from)],
  ['VF5 forgot_password of an unknown user', forgotPassword('?username=nobody', from)],
  ['VF5 forgot_password of a name that nobody can have', forgotPassword(`?username=${'u'.repeat(256)}`, from)],
  ['VV6 validate_token of a bad token', validateToken('?token=bad', from)],
  ['VW7 set_password with a bad token', setPassword({ token: 'bad', new: phrase }, from)],
  ['VW7 set_password with a bad token and a short password', setPassword({ token: 'bad', new: 'short' }, from)],
];

const checkedFirst: readonly Exchange[] = [
  { title: 'VF2 forgot_password above the limit', ...forgotPassword('', from), response: missing('username') },
  {
    title: 'VF3 forgot_password above the limit',
    ...forgotPassword('?username=', from),
    response: blank('forgotPassword.username'),
  },
  { title: 'VV2 validate_token above the limit', ...validateToken('', from), response: missing('token') },
  { title: 'VW2 set_password above the limit', ...setPassword({ token: 'x' }, from), response: blank('newPassword') },
  { title: 'VW3 set_password above the limit', ...setPassword('token=x', from), response: badParameters },
].map((exchange) => ({
  ...exchange,
  title: `${exchange.title}, because parameters are checked first`,
  settings,
  given,
}));

export const limitExchanges: readonly Exchange[] = [
  ...overLimit.map(([title, asking]) => ({ title, settings, given, ...asking, response: tooManyRequests })),
  ...checkedFirst,
  {
    title: 'VV1 validate_token of a good token above the limit of its address',
    settings,
    given,
    ...validateToken('?token={{token}}', from),
    response: ok,
  },
  {
    title: 'VR8 reset_password has no limit',
    settings,
    given: async (world) => {
      await given(world);
      return { ...(await asAdministrator()), user: await studioUser(world) };
    },
    ...resetPassword('{{user}}', { username: '{{user}}', new: phrase }, from),
    response: ok,
  },
];
