import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import { asAdministrator, passwordFaults, studioUser } from '#test/golden/crafter-studio/parts.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  badParameters,
  blank,
  changeOwnPassword,
  externallyManaged,
  failure,
  invalid,
  noSuchUser,
  notAllowed,
  notFilled,
  ok,
  resetPassword,
  unauthenticated,
  weak,
} from './parts.ts';

const phrase = 'SuperSecretPassword321#';
const forJane = { username: 'jane.doe', new: phrase };

const someone = (changes?: Parameters<typeof studioUser>[1]) => async (world: World) => ({
  ...(await asAdministrator()),
  user: await studioUser(world, changes),
});

/** Studio's own Bearer tokens are encrypted, so Rekey cannot read them. */
const studiosToken = `Bearer ${['header', '', 'iv', 'text', 'tag'].join('.')}`;
const expired = () => ({ exp: Math.floor(Date.now() / 1000) - 1 });

const strangers: readonly (readonly [string, () => string | Promise<string>])[] = [
  ['nobody', () => ''],
  ['Studio’s own token', () => studiosToken],
  ['a token that has expired', async () => `Bearer ${await administratorJwt(expired())}`],
  ['a token under another secret', async () => `Bearer ${await administratorJwt({}, 'another secret of the administrators')}`],
];

const unknownCallers: readonly Exchange[] = strangers.flatMap(([who, authorization]) =>
  [forJane, { new: '' }, 'not JSON'].map((body) => ({
    title: `VR1 reset_password by ${who} with ${JSON.stringify(body)}`,
    given: async () => ({ authorization: await authorization() }),
    ...resetPassword('jane.doe', body, { Authorization: '{{authorization}}' }),
    response: unauthenticated,
  })),
);

const unclear: readonly Exchange[] = [
  ...['not JSON', '', undefined, '[]', 'null', '"text"'].map((body) => ({
    title: `VR2 reset_password with the body ${body}`,
    given: asAdministrator,
    ...resetPassword('jane.doe', body),
    response: badParameters,
  })),
  ...notFilled.flatMap(([what, value]) => [
    {
      title: `VR2 reset_password with a password that is ${what}`,
      given: asAdministrator,
      ...resetPassword('jane.doe', { ...forJane, new: value }),
      response: blank('newPassword'),
    },
    {
      title: `VR2 reset_password with a username that is ${what}`,
      given: asAdministrator,
      ...resetPassword('jane.doe', { ...forJane, username: value }),
      response: blank('username'),
    },
  ]),
  {
    title: 'VR2 reset_password with {}',
    given: asAdministrator,
    ...resetPassword('jane.doe', {}),
    response: blank('newPassword', 'username'),
  },
  ...['j', '1jane', 'jane doe', 'jáne', 'jane/doe', ' jane.doe', 'u'.repeat(256)].map((username) => ({
    title: `VR2 reset_password of ${username.slice(0, 20)}, which is not a username of Studio`,
    given: asAdministrator,
    ...resetPassword('jane.doe', { ...forJane, username }),
    response: invalid(['username', 'Value is not a valid username']),
  })),
  ...['.', '..'].map((username) => ({
    title: `VR2 reset_password with ${username} in the path`,
    given: asAdministrator,
    ...resetPassword(username, forJane),
    response: badParameters,
  })),
  {
    title: 'VR2 reset_password by someone who is not an administrator, with a body that is not JSON',
    given: async () => ({ jwt: await administratorJwt({ roles: ['user'] }) }),
    ...resetPassword('jane.doe', 'not JSON'),
    response: badParameters,
  },
];

const refused: readonly Exchange[] = [
  ...[forJane, { ...forJane, new: '1' }, { ...forJane, username: 'nobody' }].map((body) => ({
    title: `VR3 reset_password by someone who is not an administrator, with ${JSON.stringify(body)}`,
    given: async () => ({ jwt: await administratorJwt({ roles: ['user'] }) }),
    ...resetPassword('jane.doe', body),
    response: notAllowed,
  })),
  ...['john.doe', 'nobody'].map((username) => ({
    title: `VR4 reset_password of jane.doe with ${username} in the body`,
    given: asAdministrator,
    ...resetPassword('jane.doe', { ...forJane, username }),
    response: badParameters,
  })),
  ...[phrase, '1'].map((password) => ({
    title: `VR5 reset_password of an unknown user to ${password}`,
    given: asAdministrator,
    ...resetPassword('nobody', { username: 'nobody', new: password }),
    response: noSuchUser,
  })),
  ...passwordFaults
    .filter(([what]) => what !== 'of blanks')
    .map(([what, password, reason]) => ({
      title: `VR6 reset_password to a password ${what}`,
      given: someone(),
      ...resetPassword('{{user}}', { username: '{{user}}', new: password }),
      response: weak(reason),
    })),
  {
    title: 'VR6 reset_password of an externally managed user to a short password, because Studio judges that first',
    given: someone({ externallyManaged: true }),
    ...resetPassword('{{user}}', { username: '{{user}}', new: 'short' }),
    response: weak('The password must have at least 8 characters; 15 or more are recommended.'),
  },
  {
    title: 'VR7 reset_password of an externally managed user',
    given: asAdministrator,
    ...resetPassword('ldap.user', { username: 'ldap.user', new: phrase }),
    response: externallyManaged,
  },
  {
    title: 'VR9 reset_password if the account cannot be read',
    given: async (world) => {
      await world.makeUnreadable.account({ realm: 'crafter-studio', id: 'broken' });
      return asAdministrator();
    },
    ...resetPassword('broken', { username: 'broken', new: phrase }),
    response: failure,
  },
];

const done: readonly Exchange[] = [
  {
    title: 'VR8 reset_password of a user',
    given: someone(),
    ...resetPassword('{{user}}', { username: '{{user}}', new: phrase }),
    response: ok,
  },
  {
    title: 'VR8 reset_password under /studio with .json, in another letter case, of a disabled user',
    given: async (world) => {
      await world.storeAccount({ realm: 'crafter-studio', id: 'V2.Disabled', enabled: false });
      return asAdministrator();
    },
    ...resetPassword(
      'v2.disabled',
      { username: 'V2.DISABLED', new: phrase },
      { 'Content-Type': 'text/plain' },
      { context: '/studio', extension: '.json' },
    ),
    response: ok,
  },
  {
    title: 'VR8 reset_password ignores keys that it does not know (W4)',
    given: someone(),
    ...resetPassword(
      '{{user}}',
      `{"__proto__":{"new":""},"role":"admin","enabled":false,"username":"{{user}}","new":"${phrase}"}`,
    ),
    response: ok,
  },
];

/** Only Studio's own server knows who is logged in. */
const ownPasswords: readonly Exchange[] = [
  { username: 'jane.doe', current: 'old', new: phrase },
  {},
  'not JSON',
  'x'.repeat(20_000),
].map((body) => ({
  title: `VR1 change_password with ${JSON.stringify(body).slice(0, 60)}`,
  given: asAdministrator,
  ...changeOwnPassword(body, { Authorization: 'Bearer {{jwt}}' }, typeof body === 'string' ? {} : { context: '/studio' }),
  response: unauthenticated,
}));

export const resetPasswordExchanges: readonly Exchange[] = [...done, ...unknownCallers, ...unclear, ...refused, ...ownPasswords];
