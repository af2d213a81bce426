import type { Exchange } from '#test/golden/exchange.ts';
import {
  externallyManaged,
  forgotPassword,
  invalidParameters,
  notFound,
  okAt,
  serverError,
  serviceUnavailable,
  studioUser,
} from './parts.ts';

const strangeName = 'jürgen müller/ö&=';
const strangeNameEncoded = 'j%C3%BCrgen%20m%C3%BCller%2F%C3%B6%26%3D';

const done: readonly Exchange[] = [
  { title: 'S1 forgot-password of a known user', ...forgotPassword('?username=jane.doe'), response: okAt('jane.doe') },
  {
    title: 'S1 forgot-password under /studio has a Location under /studio',
    ...forgotPassword('?username=jane.doe', {}, '/studio'),
    response: okAt('jane.doe', '{{base}}/studio'),
  },
  {
    title: 'S1 forgot-password of a username that needs URL encoding',
    given: (world) => strangeUser(world),
    ...forgotPassword(`?username=${strangeNameEncoded}`),
    response: okAt(strangeNameEncoded),
  },
  {
    title: 'S1 forgot-password under /studio of a username that is encoded in another way',
    given: (world) => strangeUser(world),
    ...forgotPassword('?username=j%c3%bcrgen+m%c3%bcller/%c3%b6%26=', {}, '/studio'),
    response: okAt(strangeNameEncoded, '{{base}}/studio'),
  },
  {
    title: 'S1 forgot-password of a username of 255 characters',
    given: async (world) => {
      await world.storeAccount({ realm: 'crafter-studio', id: 'u'.repeat(255) });
      return {};
    },
    ...forgotPassword(`?username=${'u'.repeat(255)}`),
    response: okAt('u'.repeat(255)),
  },
  { title: 'S1 forgot-password of a disabled user', ...forgotPassword('?username=off.user'), response: okAt('off.user') },
  ...[null, ''].map(
    (email): Exchange => ({
      title: `S1 forgot-password of a user whose mail address is ${email === null ? 'absent' : 'empty'}`,
      given: async (world) => ({ user: await studioUser(world, { email }) }),
      ...forgotPassword('?username={{user}}'),
      response: okAt('{{user}}'),
    }),
  ),
  {
    title: 'S1 forgot-password ignores parameters that it does not know',
    ...forgotPassword('?debug=1&username=jane.doe&email=eve@example.com&__proto__=x&constructor=y'),
    response: okAt('jane.doe'),
  },
  {
    title: 'S1 forgot-password with two usernames uses the first one',
    ...forgotPassword('?username=jane.doe&username=ldap.user'),
    response: okAt('jane.doe'),
  },
  {
    title: 'S1 forgot-password does not take its Location from request headers',
    ...forgotPassword('?username=jane.doe', {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      Forwarded: 'host=evil.example;proto=https',
    }),
    response: okAt('jane.doe'),
  },
  {
    title: 'S1 forgot-password on a public URL',
    settings: { REKEY_PUBLIC_URL: 'https://reset.example.com/' },
    ...forgotPassword('?username=jane.doe', {}, '/studio'),
    response: withHsts(okAt('jane.doe', 'https://reset.example.com/studio')),
  },
  {
    title: 'S2 forgot-password on a public URL',
    settings: { REKEY_PUBLIC_URL: 'https://reset.example.com/' },
    ...forgotPassword(''),
    response: withHsts(invalidParameters),
  },
];

function withHsts(response: Exchange['response']): Exchange['response'] {
  return { ...response, headers: { ...response.headers, 'Strict-Transport-Security': 'max-age=31536000' } };
}

async function strangeUser(world: Parameters<NonNullable<Exchange['given']>>[0]) {
  await world.storeAccount({ realm: 'crafter-studio', id: strangeName, email: 'juergen@example.com' });
  return {};
}

const withoutUsername: readonly (readonly [string, string])[] = [
  ['without a query', ''],
  ['with an empty query', '?'],
  ['with a username that has no value', '?username'],
  ['with an empty username', '?username='],
  ['with an empty username before another', '?username=&username=jane.doe'],
  ['with a username in another letter case', '?Username=jane.doe'],
  ['with an array', '?username[]=jane.doe'],
  ['with an object', '?username[$gt]='],
  ['with a blank username', '?username=%20'],
  ['with a username of invisible characters', '?username=%E2%80%8B%0A%EF%BB%BF'],
  ['with a username of 255 characters and 746 blanks (F7)', `?username=${'u'.repeat(255)}${'+'.repeat(746)}`],
  ['with a username of 256 characters', `?username=${'u'.repeat(256)}`],
  ['with a username of 8,000 characters', `?username=${'u'.repeat(8000)}`],
];

const strangers: readonly (readonly [string, string])[] = [
  ['an unknown user', 'nobody'],
  ['a known user with an accent', 'j%C3%A1ne.doe'],
  ['a known user with a Kelvin sign', 'mi%E2%84%AAe'],
  ['a known user with a zero-width space inside', 'jane%E2%80%8B.doe'],
  ['a known user with a soft hyphen at the end', 'jane.doe%C2%AD'],
  ['a known user with a NUL at the end', 'jane.doe%00'],
  ['a known user, encoded twice', 'jane%252Edoe'],
  ['a known user’s mail address', 'jane.doe@example.com'],
  ['a user of another realm', 'test'],
  ['255 unknown characters', 'x'.repeat(255)],
  ['__proto__', '__proto__'],
];

const prefetches: readonly (readonly [string, string])[] = [
  ['Sec-Purpose', 'prefetch'],
  ['Sec-Purpose', 'prefetch;prerender'],
  ['sec-purpose', 'prefetch; anonymous-client-ip'],
  ['Purpose', 'prefetch'],
];

const concealed: readonly Exchange[] = [
  ['a known user', 'jane.doe'],
  ['an unknown user', 'nobody'],
  ['a disabled user', 'off.user'],
  ['an externally managed user', 'ldap.user'],
  ['a username that needs URL encoding', strangeNameEncoded],
].map(([who, username = '']) => ({
  title: `S1 forgot-password, with concealment, of ${who}`,
  settings: { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' },
  ...forgotPassword(`?username=${username}`),
  response: okAt(username),
}));

/** The stored spelling is Jane.Roe. */
const otherSpellings: readonly Exchange[] = ['Jane.Roe', 'jane.roe', 'JANE.ROE', 'jane.roe%20', '%E2%80%8Bjane.roe%0A'].map(
  (username) => ({
    title: `S1 forgot-password of a user in the spelling ${username}`,
    given: mixedCase,
    ...forgotPassword(`?username=${username}`),
    response: okAt('Jane.Roe'),
  }),
);

async function mixedCase(world: Parameters<NonNullable<Exchange['given']>>[0]) {
  await world.storeAccount({ realm: 'crafter-studio', id: 'Jane.Roe', email: 'jane.roe@example.com' });
  return {};
}

const pasted: readonly Exchange[] = [
  ['a blank at the end', 'jane.doe%20'],
  ['a line feed at the end', 'jane.doe%0A'],
  ['a byte order mark at the start and a direction mark at the end', '%EF%BB%BFjane.doe%E2%80%8E'],
  ['blanks of other scripts around it', '%C2%A0%E3%80%80jane.doe%E2%80%83'],
].map(([what, username]) => ({
  title: `S1 forgot-password of a known user with ${what}`,
  ...forgotPassword(`?username=${username}`),
  response: okAt('jane.doe'),
}));

export const forgotPasswordExchanges: readonly Exchange[] = [
  ...done,
  ...pasted,
  ...otherSpellings,
  ...withoutUsername.map(([how, query]) => ({
    title: `S2 forgot-password ${how}`,
    ...forgotPassword(query),
    response: invalidParameters,
  })),
  {
    title: 'S6 forgot-password of an externally managed user',
    ...forgotPassword('?username=ldap.user'),
    response: externallyManaged,
  },
  {
    title: 'S6 forgot-password of a user who is both externally managed and disabled',
    given: async (world) => ({ user: await studioUser(world, { externallyManaged: true, enabled: false }) }),
    ...forgotPassword('?username={{user}}', {}, '/studio'),
    response: externallyManaged,
  },
  ...strangers.map(([who, username]) => ({
    title: `S7 forgot-password of ${who}`,
    ...forgotPassword(`?username=${username}`),
    response: notFound,
  })),
  {
    title: 'S10 forgot-password if the account cannot be read',
    given: brokenAccount,
    ...forgotPassword('?username=broken'),
    response: serverError,
  },
  ...prefetches.flatMap(([name, value]) =>
    ['jane.doe', 'nobody'].map((username) => ({
      title: `K11 forgot-password of ${username} refuses a browser with ${name}: ${value}`,
      ...forgotPassword(`?username=${username}`, { [name]: value }, '/studio'),
      response: serviceUnavailable,
    })),
  ),
  ...['jane.doe', 'nobody'].map((username) => ({
    title: `M7 forgot-password of ${username} refuses a page of another site`,
    ...forgotPassword(`?username=${username}`, { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image' }),
    response: serviceUnavailable,
  })),
  ...['same-origin', 'same-site', 'none'].map((site) => ({
    title: `S1 forgot-password from a page whose site is ${site}`,
    ...forgotPassword('?username=jane.doe', { 'Sec-Fetch-Site': site }),
    response: okAt('jane.doe'),
  })),
  ...concealed,
  {
    title: 'S1 forgot-password, with concealment, reads no account',
    settings: { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' },
    given: brokenAccount,
    ...forgotPassword('?username=broken'),
    response: okAt('broken'),
  },
  {
    title: 'S2 forgot-password, with concealment, without a username',
    settings: { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' },
    ...forgotPassword('?username='),
    response: invalidParameters,
  },
  {
    title: 'S2 forgot-password, with concealment, of half a character',
    settings: { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' },
    ...forgotPassword('?username=jane\ud800doe'),
    response: invalidParameters,
  },
];

async function brokenAccount(world: Parameters<NonNullable<Exchange['given']>>[0]) {
  await world.makeUnreadable.account({ realm: 'crafter-studio', id: 'broken' });
  return {};
}
