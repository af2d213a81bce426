import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  access,
  attributes,
  changeAnswered,
  changeFields,
  changePassword,
  goodChange,
  profileWithToken,
  reference,
} from './parts.ts';

const paths: readonly Exchange[] = (['', '/crafter-profile'] as const).flatMap((context) =>
  (['', '.json'] as const).map((extension) => ({
    title: `P-change on the path ${context}…${extension}`,
    given: profileWithToken(),
    ...changePassword(goodChange, { context, extension }),
    response: changeAnswered({ base: `{{base}}${context}` }),
  })),
);

const token = 'resetTokenId={{token}}';
const password = 'newPassword=test123';
const wrong = 'accessTokenId=unknown&resetTokenId=unknown&newPassword=x';

const places: readonly Exchange[] = [
  { query: `?${access}&${token}`, body: password, title: 'the tokens in the query, the password in a form' },
  { query: `?${goodChange}&${wrong}`, body: wrong, title: 'repeated parameters uses the query’s first values' },
  { query: '', body: changeFields, title: 'all parameters in JSON' },
  { query: `?${access}`, body: { ...changeFields, accessTokenId: 'unknown' }, title: 'the access token in query and JSON' },
].map(({ query, body, title }) => ({
  title: `P-change with ${title}`,
  given: profileWithToken(),
  ...changePassword(body, { query }),
  response: changeAnswered(),
}));

const states: readonly Exchange[] = [
  {
    title: 'P-change of the document’s profile, which stays disabled',
    given: async (world) => ({ token: await world.token(reference('59284659d4c650213cc2f3fc')) }),
    ...changePassword(goodChange),
    response: {
      status: 200,
      headers: {
        'Content-Type': 'application/json;charset=UTF-8',
        Location: '{{base}}/api/1/profile/change_password',
      },
      body: '{"username":"john.doe","email":"john.doe@example.com","verified":false,"enabled":false,"createdOn":1495811673842,"lastModified":{{integer}},"tenant":"sample-tenant","roles":["APP_TEST","APP_REPORT"],"attributes":{},"id":"59284659d4c650213cc2f3fc"}',
    },
  },
  {
    title: 'P-change of a disabled profile without address',
    given: profileWithToken({ enabled: false, email: null }),
    ...changePassword(goodChange),
    response: changeAnswered({ body: { enabled: false, email: null } }),
  },
  {
    title: 'P-change with an attribute to return, by both names',
    given: profileWithToken(),
    ...changePassword(`${goodChange}&attributesToReturn=$none&attributeToReturn=city,none`),
    response: changeAnswered({ body: { attributes: { city: attributes.city, none: null } } }),
  },
  {
    title: 'P-change with no attribute to return',
    given: profileWithToken(),
    ...changePassword({ ...changeFields, attributesToReturn: ['city', '$none'] }),
    response: changeAnswered({ body: { attributes: {} } }),
  },
  {
    title: 'P-change with the second of two tokens, one second before it expires (K1, K12)',
    given: async (world) => {
      const { id } = await profileWithToken()(world);
      return { id, token: await world.token(reference(id), { expiresAt: Date.now() + 1000 }) };
    },
    ...changePassword(goodChange),
    response: changeAnswered(),
  },
  {
    title: 'P-change ignores keys that are not parameters (W4)',
    given: profileWithToken(),
    ...changePassword(
      `{"__proto__":{"enabled":true},"constructor":{"prototype":{"x":1}},"role":"admin","enabled":true,"passwordHash":"x","credentialStamp":"x",${JSON.stringify(changeFields).slice(1)}`,
      { headers: { 'Content-Type': 'application/json' } },
    ),
    response: changeAnswered(),
  },
  {
    title: 'P-change with a password of exactly 72 bytes in a form of exactly 16 KiB',
    given: async (world: World) => {
      const values = await profileWithToken()(world);
      const body = `${access}&resetTokenId=${values.token}&newPassword=${'ü'.repeat(36)}&x=`;
      return { ...values, body: body + 'x'.repeat(16 * 1024 - Buffer.byteLength(body)) };
    },
    ...changePassword('{{body}}'),
    response: changeAnswered(),
  },
];

export const crafterProfileChanges: readonly Exchange[] = [...paths, ...places, ...states];
