import { studioUser } from '#test/golden/crafter-studio/parts.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import { blank, failure, forgotPassword, missing, sent, unavailable } from './parts.ts';

/** Whoever the user is, the answer is the same. */
const names: readonly (readonly [string, string])[] = [
  ['a known user', 'jane.doe'],
  ['an unknown user', 'nobody'],
  ['a disabled user', 'off.user'],
  ['an externally managed user', 'ldap.user'],
  ['a known user in capitals, between blanks', '%20JANE.DOE%20'],
  ['a name with a plus sign, which the page does not encode', 'jane+doe'],
  ['a name with a blank inside', 'jane%20doe'],
  ['a name that Studio does not allow', '%C3%BC/%26%3D%25'],
  ['a name with a zero-width space inside', 'jane%E2%80%8B.doe'],
  ['half a character', 'jane\ud800doe'],
  ['invisible characters alone', '%E2%80%8B'],
  ['a name with a NUL at the end', 'jane.doe%00'],
  ['__proto__', '__proto__'],
  ['255 characters', 'x'.repeat(255)],
];

const places = [{}, { extension: '.json' }, { context: '/studio' }, { context: '/studio', extension: '.json' }] as const;

const blanks: readonly (readonly [string, string])[] = [
  ['empty', '?username='],
  ['without a value', '?username'],
  ['a blank', '?username=%20'],
  ['several blanks and a line feed', '?username=+++%0A'],
  ['empty before another', '?username=&username=jane.doe'],
];

const absent: readonly (readonly [string, string])[] = [
  ['without a query', ''],
  ['with a username in another letter case', '?Username=jane.doe'],
  ['with an array', '?username[]=jane.doe'],
];

const ahead: readonly (readonly [string, string])[] = [
  ['Sec-Purpose', 'prefetch'],
  ['Sec-Purpose', 'prefetch;prerender'],
  ['Purpose', 'prefetch'],
];

export const forgotPasswordExchanges: readonly Exchange[] = [
  ...names.map(([who, name]) => ({
    title: `VF1 forgot_password of ${who}`,
    ...forgotPassword(`?username=${name}`),
    response: sent,
  })),
  ...places.map((place) => ({
    title: `VF1 forgot_password at another path: ${JSON.stringify(place)}`,
    ...forgotPassword('?username=jane.doe', {}, place),
    response: sent,
  })),
  {
    title: 'VF1 forgot_password of a user without a mail address',
    given: async (world) => ({ user: await studioUser(world, { email: null }) }),
    ...forgotPassword('?username={{user}}'),
    response: sent,
  },
  {
    title: 'VF1 forgot_password reads no account',
    given: async (world) => {
      await world.makeUnreadable.account({ realm: 'crafter-studio', id: 'broken' });
      return {};
    },
    ...forgotPassword('?username=broken'),
    response: sent,
  },
  {
    title: 'VF1 forgot_password ignores credentials, cookies and parameters that it does not know',
    ...forgotPassword('?debug=1&username=jane.doe&email=eve@example.com&__proto__=x', {
      Authorization: 'Bearer of.no.account',
      Cookie: 'XSRF-TOKEN=x; refresh_token=y',
      'X-XSRF-TOKEN': 'x',
    }),
    response: sent,
  },
  ...absent.map(([how, query]) => ({
    title: `VF2 forgot_password ${how}`,
    ...forgotPassword(query),
    response: missing('username'),
  })),
  ...blanks.map(([what, query]) => ({
    title: `VF3 forgot_password of a username that is ${what}`,
    ...forgotPassword(query),
    response: blank('forgotPassword.username'),
  })),
  ...[256, 1_001, 8_000].map((length) => ({
    title: `VF4 forgot_password of a username of ${length} characters`,
    ...forgotPassword(`?username=${'u'.repeat(length)}`),
    response: sent,
  })),
  ...ahead.flatMap(([name, value]) =>
    ['jane.doe', 'nobody'].map((username) => ({
      title: `VF6 K11 forgot_password of ${username} refuses a browser with ${name}: ${value}`,
      ...forgotPassword(`?username=${username}`, { [name]: value }, { context: '/studio' }),
      response: unavailable,
    })),
  ),
  {
    title: 'VF6 M7 forgot_password refuses a page of another site',
    ...forgotPassword('?username=jane.doe', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image' }),
    response: unavailable,
  },
  {
    title: 'VF7 forgot_password if the request cannot be stored',
    given: async (world) => {
      await world.makeUnreadable.resetRequest({ realm: 'crafter-studio', asker: 'anonymous', identifier: 'vf7.broken' });
      return {};
    },
    ...forgotPassword('?username=vf7.broken'),
    response: failure,
  },
];
