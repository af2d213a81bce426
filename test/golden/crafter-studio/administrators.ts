import type { Exchange } from '#test/golden/exchange.ts';
import { administratorJwt } from './administrator-jwt.ts';
import { asAdministrator, ok, resetPassword, unauthorized } from './parts.ts';

const now = () => Math.floor(Date.now() / 1000);

/** `Authorization` headers that are refused. */
const refused: readonly (readonly [string, (good: string) => string | Promise<string>])[] = [
  ['nothing', () => ''],
  ['Bearer alone', () => 'Bearer'],
  ['a token without Bearer', (good) => good],
  ['Basic', () => `Basic ${Buffer.from('admin:admin').toString('base64')}`],
  ['a word', () => 'Bearer token'],
  ['three words', () => 'Bearer a.b.c'],
  ['two tokens', (good) => `Bearer ${good}, Bearer ${good}`],
  ['a token with more after it', (good) => `Bearer ${good}.e30`],
  ['a token without its signature', (good) => `Bearer ${good.replace(/[^.]+$/, '')}`],
  [
    'a token whose signature was changed',
    (good) => `Bearer ${good.replace(/\.(.)(?=[^.]+$)/, (_, first) => `.${first === 'A' ? 'B' : 'A'}`)}`,
  ],
  ['a token under another secret', () => bearer({}, 'another secret of the administrators')],
  ['an expired token', () => bearer({ iat: now() - 60, exp: now() - 1 })],
  ['a token that is not valid yet', () => bearer({ nbf: now() + 60 })],
  ['a token of another issuer', () => bearer({ iss: 'other' })],
  ['a token for another audience', () => bearer({ aud: 'other' })],
  ['a token that lives two hours', () => bearer({ exp: now() + 7200 })],
  ['a token without exp', () => bearer({ exp: undefined })],
  ['a token without roles', () => bearer({ roles: undefined })],
  ['a token with other roles', () => bearer({ roles: ['administrator', 'user'] })],
  ['a token whose roles are text', () => bearer({ roles: 'admin' })],
];

async function bearer(...parameters: Parameters<typeof administratorJwt>): Promise<string> {
  return `Bearer ${await administratorJwt(...parameters)}`;
}

const phrase = { new: 'SuperSecretPassword321#' };
const refusal = (title: string, asking: ReturnType<typeof resetPassword>, authorization: () => Promise<string>): Exchange => ({
  title: `S4 ${title}`,
  given: async () => ({ authorization: await authorization() }),
  ...asking,
  response: unauthorized,
});

const given = { Authorization: '{{authorization}}' };
const nobody = async () => '';
const aUser = () => bearer({ roles: ['user'] });

export const administratorExchanges: readonly Exchange[] = [
  ...refused.map(([what, authorization]) =>
    refusal(`reset-password with ${what}`, resetPassword('jane.doe', phrase, given), async () =>
      authorization(await administratorJwt()),
    ),
  ),
  ...(
    [
      ['nobody', nobody],
      ['a user', aUser],
    ] as const
  ).flatMap(([who, authorization]) => [
    refusal(`reset-password by ${who} without new`, resetPassword('jane.doe', undefined, given), authorization),
    refusal(`reset-password by ${who} under /studio`, resetPassword('jane.doe', phrase, given, '/studio'), authorization),
    refusal(`reset-password by ${who} with a bad body`, resetPassword('jane.doe', 'new=x', given), authorization),
    refusal(`reset-password by ${who} with 1 MB`, resetPassword('jane.doe', 'x'.repeat(1_000_000), given), authorization),
    refusal(`reset-password by ${who} with an empty password`, resetPassword('jane.doe', { new: '' }, given), authorization),
    refusal(`reset-password by ${who} of 256 characters`, resetPassword('u'.repeat(256), phrase, given), authorization),
    refusal(`reset-password by ${who} of an unknown user`, resetPassword('nobody', phrase, given), authorization),
    refusal(`reset-password by ${who} of an externally managed user`, resetPassword('ldap.user', phrase, given), authorization),
    refusal(`reset-password by ${who} with a short password`, resetPassword('jane.doe', { new: 'short' }, given), authorization),
  ]),
  {
    title: 'S4 reset-password with its token in the query and in a cookie',
    given: asAdministrator,
    ...resetPassword('jane.doe?access_token={{jwt}}', phrase, { Authorization: '', Cookie: 'Authorization=Bearer {{jwt}}' }),
    response: unauthorized,
  },
  ...['bearer', 'BEARER'].map((scheme) => ({
    title: `S1 reset-password with a token after ${scheme}`,
    given: asAdministrator,
    ...resetPassword('off.user', {}, { Authorization: `${scheme} {{jwt}}` }),
    response: ok,
  })),
  {
    title: 'S1 reset-password with the role Admin among others',
    given: async () => ({ jwt: await administratorJwt({ roles: ['user', 7, 'Admin'] }) }),
    ...resetPassword('off.user', {}),
    response: ok,
  },
];
