import { randomBytes } from 'node:crypto';
import { sha256 } from '#lib/reset/token.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  access,
  anyProfile,
  anyToken,
  application,
  both,
  changePassword,
  goodChange,
  goodReset,
  once,
  p5,
  p9,
  p11,
  profileWithToken,
  resetPassword,
  tooLong,
  tooShort,
} from './parts.ts';

/** Ids as the path has them, and as the answer names them. */
const unknownIds: readonly (readonly [string, string])[] = [
  ['59284659d4c650213cc2f300', '59284659d4c650213cc2f300'],
  ['59284659D4C650213CC2F300', '59284659D4C650213CC2F300'],
  ['59284659d4c650213cc2f3f', '59284659d4c650213cc2f3f'],
  ['59284659d4c650213cc2f3fcc', '59284659d4c650213cc2f3fcc'],
  ['59284659d4c650213cc2f3fg', '59284659d4c650213cc2f3fg'],
  ['59284659d4c650213cc2f3fc%20', '59284659d4c650213cc2f3fc '],
  ['59284659d4c650213cc2f3fc%0A', '59284659d4c650213cc2f3fc\n'],
  ['59284659d4c650213cc2f3fc%00', '59284659d4c650213cc2f3fc\0'],
  ['%2559284659d4c650213cc2f3fc', '%59284659d4c650213cc2f3fc'],
  ['%EF%BC%9559284659d4c650213cc2f3f', '５59284659d4c650213cc2f3f'],
  ['%20', ' '],
  ['undefined', 'undefined'],
  ['null', 'null'],
  ['john.doe', 'john.doe'],
  ['__proto__', '__proto__'],
  ['%7B%22$gt%22:%22%22%7D', '{"$gt":""}'],
  ['%3Cscript%3E', '<script>'],
  ['a'.repeat(101), 'a'.repeat(100)],
  ['%F0%9F%98%80'.repeat(101), '😀'.repeat(100)],
  ['a'.repeat(5000), 'a'.repeat(100)],
];

const profiles: readonly Exchange[] = unknownIds.map(([id, given]) => ({
  title: `P5 reset of the profile ${id.slice(0, 80)}`,
  ...resetPassword(goodReset, { id }),
  response: p5(given),
}));

const notText = p9('The password holds a character that cannot be stored.');

const change = (title: string, password: string, response: Exchange['response']): Exchange => ({
  title: `P9 change ${title}`,
  given: anyToken,
  ...changePassword(`${access}&resetTokenId={{token}}&newPassword=${password}`),
  response,
});

/** A tenant without its own policy gets the strong default policy. */
const strictProfile = once(both(profileWithToken({ tenant: 'strict', username: 'Jürgen Müller' }), application()));

const strict = (title: string, password: string, response: Exchange['response']): Exchange => ({
  title: `P9 change by the default policy ${title}`,
  given: strictProfile,
  ...changePassword(`accessTokenId={{access}}&resetTokenId={{token}}&newPassword=${password}`),
  response,
});

const passwords: readonly Exchange[] = [
  change('to an empty password', '', tooShort(6)),
  change('to three blanks', '+++', tooShort(6)),
  change('to five characters', 'abcde', tooShort(6)),
  change('to 73 bytes', 'a'.repeat(73), tooLong),
  change('to 25 characters of 75 bytes', '%E2%82%AC'.repeat(25), tooLong),
  change('to 10,000 characters', 'a'.repeat(10_000), tooLong),
  change('with NUL', 'abcdef%00gh', notText),
  change('with broken UTF-8', 'abcdef%FFgh', notText),
  change('to the username', '{{id}}', p9('The password must not be the username.')),
  change('to the address', '{{id}}@EXAMPLE.com', p9('The password must not be the mail address.')),
  change('with a short password before a good one', 'abc&newPassword=test123', tooShort(6)),
  strict('to the document’s password', 'test123', tooShort(8)),
  strict('to a common password', 'PassWord1', p9('The password is one of the most common ones; choose another.')),
  strict('to the username in other letters', 'J%C3%9CRGEN+mu%CC%88ller', p9('The password must not be the username.')),
];

const brokenAccount = async (world: World) => {
  const id = randomBytes(12).toString('hex');
  await world.makeUnreadable.account({ realm: 'crafter-profile', id });
  return { id };
};

const brokenApplication = async (world: World) => {
  const id = randomBytes(12).toString('hex');
  await world.makeUnreadable.application(sha256(id));
  return { access: id };
};

const brokenToken = async (world: World) => {
  const token = randomBytes(32).toString('base64url');
  await world.makeUnreadable.resetToken(sha256(token));
  return { token };
};

const defects: readonly Exchange[] = [
  {
    title: 'P11 reset of a profile whose stored item cannot be read',
    given: brokenAccount,
    ...resetPassword(goodReset),
    response: p11,
  },
  {
    title: 'P11 change with a token whose stored item cannot be read',
    given: brokenToken,
    ...changePassword(goodChange),
    response: p11,
  },
  {
    title: 'P11 reset by an application whose stored item cannot be read',
    given: both(anyProfile, brokenApplication),
    ...resetPassword('accessTokenId={{access}}&resetPasswordUrl=http://example.com'),
    response: p11,
  },
  {
    title: 'P11 change by an application whose stored item cannot be read',
    given: both(anyToken, brokenApplication),
    ...changePassword('accessTokenId={{access}}&resetTokenId={{token}}&newPassword=test123'),
    response: p11,
  },
];

export const crafterProfileRefusals: readonly Exchange[] = [...profiles, ...passwords, ...defects];
