import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  asAdministrator,
  externallyManaged,
  goodToken,
  invalidParameters,
  notFound,
  notText,
  ok,
  passwordFaults,
  passwordRefused,
  resetPassword,
  serverError,
  studioUser,
} from './parts.ts';

const phrase = 'SuperSecretPassword321#';

const someone = (changes?: Parameters<typeof studioUser>[1]) => async (world: World) => ({
  ...(await asAdministrator()),
  user: await studioUser(world, changes),
});

const strangeName = 'jürgen müller;&=+%';
const strangeNameEncoded = 'j%C3%BCrgen%20m%C3%BCller;&=+%25';

const passwordSet: readonly Exchange[] = [
  {
    title: 'S1 reset-password with the document’s own request',
    given: asAdministrator,
    ...resetPassword('jane.doe', `{\n    "new" : "${phrase}"\n  }`),
    response: ok,
  },
  {
    title: 'S1 reset-password under /studio of a username that needs URL encoding',
    given: async (world) => {
      await world.storeAccount({ realm: 'crafter-studio', id: strangeName, email: 'juergen@example.com' });
      return asAdministrator();
    },
    ...resetPassword(strangeNameEncoded, { new: phrase }, {}, '/studio'),
    response: ok,
  },
  {
    title: 'S1 reset-password of a disabled user',
    given: someone({ enabled: false }),
    ...resetPassword('{{user}}', { new: phrase }),
    response: ok,
  },
  {
    title: 'S1 reset-password ignores keys and parameters that it does not know (W4)',
    given: someone(),
    ...resetPassword(
      '{{user}}?new=query&username=nobody',
      `{"__proto__":{"new":""},"constructor":{"prototype":{"new":1}},"username":"nobody","role":"admin","new":"${phrase}"}`,
    ),
    response: ok,
  },
];

const withoutNew: readonly (readonly [string, string | undefined])[] = [
  ['an absent body', undefined],
  ['an empty body', ''],
  ['{}', '{}'],
  ['an object without new', '{"New":"x","username":"nobody"}'],
  ['only __proto__', '{"__proto__":{"new":""}}'],
  ['only constructor', '{"constructor":{"prototype":{"new":""}}}'],
];

const otherSpellings: readonly Exchange[] = [
  ...[undefined, { new: 'a good pass phrase' }].map((body) => ({
    title: `S1 reset-password in another spelling, with ${JSON.stringify(body)}`,
    given: async (world: Parameters<NonNullable<Exchange['given']>>[0]) => {
      await world.storeAccount({ realm: 'crafter-studio', id: 'John.Roe' });
      return asAdministrator();
    },
    ...resetPassword('JOHN.roe%20', body),
    response: ok,
  })),
];

const resetStarted: readonly Exchange[] = [
  ...withoutNew.map(([what, body]) => ({
    title: `S1 reset-password with ${what} starts a reset`,
    given: someone(),
    ...resetPassword('{{user}}', body),
    response: ok,
  })),
  {
    title: 'S1 reset-password under /studio starts a reset',
    given: someone(),
    ...resetPassword('{{user}}', '{}', {}, '/studio'),
    response: ok,
  },
  ...([{ enabled: false }, { email: null }, { email: '' }] as const).map((state) => ({
    title: `S1 reset-password without new for a user with ${JSON.stringify(state)}`,
    given: someone(state),
    ...resetPassword('{{user}}', undefined),
    response: ok,
  })),
];

const strangers: readonly (readonly [string, string])[] = [
  ['an unknown user', 'nobody'],
  ['a known user with a zero-width space inside', 'jane%E2%80%8B.doe'],
  ['a known user with a NUL at the end', 'jane.doe%00'],
  ['a known user, encoded twice', 'jane%252Edoe'],
  ['a user of another realm', 'test'],
  ['255 unknown characters', 'x'.repeat(255)],
];

const refused: readonly Exchange[] = [
  ...notText
    .filter(([what]) => what !== 'absent')
    .map(([what, value]) => ({
      title: `S2 reset-password with a password that is ${what}`,
      given: someone(),
      ...resetPassword('{{user}}', { new: value }),
      response: invalidParameters,
    })),
  ...[{ new: phrase }, {}].map((body) => ({
    title: `S2 reset-password of a username of 256 characters, ${'new' in body ? 'with' : 'without'} new`,
    given: asAdministrator,
    ...resetPassword('u'.repeat(256), body),
    response: invalidParameters,
  })),
  {
    title: 'S2 reset-password of an unknown user with an empty password, because parameters are checked before the user',
    given: asAdministrator,
    ...resetPassword('nobody', { new: '' }),
    response: invalidParameters,
  },
  {
    title:
      'S2 reset-password of an externally managed user with an empty password, because parameters are checked before the user',
    given: asAdministrator,
    ...resetPassword('ldap.user', { new: '' }),
    response: invalidParameters,
  },
  {
    title: 'S3 reset-password of an unknown user with a body that is not JSON, because the body is checked before the user',
    given: asAdministrator,
    ...resetPassword('nobody', 'new=x'),
    response: invalidParameters,
  },
  ...[phrase, 'short', undefined].map((password) => ({
    title: `S6 reset-password of an externally managed user ${password ? `to ${password}` : 'without new'}`,
    given: asAdministrator,
    ...resetPassword('ldap.user', { new: password }),
    response: externallyManaged,
  })),
  ...strangers.flatMap(([who, username]) =>
    [phrase, 'short', undefined].map((password) => ({
      title: `S7 reset-password of ${who} ${password ? `to ${password}` : 'without new'}`,
      given: asAdministrator,
      ...resetPassword(username, { new: password }),
      response: notFound,
    })),
  ),
  ...passwordFaults.map(([what, password, reason]) => ({
    title: `S8 reset-password to a password ${what}`,
    given: goodToken,
    ...resetPassword('{{user}}', { new: password }),
    response: passwordRefused(reason),
  })),
  ...[phrase, undefined].map((password) => ({
    title: `S10 reset-password ${password ? 'with' : 'without'} new if the account cannot be read`,
    given: async (world: World) => {
      await world.makeUnreadable.account({ realm: 'crafter-studio', id: 'broken' });
      return asAdministrator();
    },
    ...resetPassword('broken', { new: password }),
    response: { ...serverError, body: '{"message":"Internal server error. $ZodError {{uuid}}"}' },
  })),
];

export const resetPasswordExchanges: readonly Exchange[] = [...passwordSet, ...resetStarted, ...otherSpellings, ...refused];
