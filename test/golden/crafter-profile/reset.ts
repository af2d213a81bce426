import { applicationUrl } from '#test/credentials.ts';
import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  access,
  anyProfile,
  application,
  attributes,
  both,
  goodReset,
  link,
  profile,
  resetAnswered,
  resetFields,
  resetPassword,
} from './parts.ts';

const documented: readonly Exchange[] = [
  {
    title: 'P-reset of the document’s example',
    ...resetPassword('accessTokenId=e8f5170c-877b-416f-b70f-4b09772f8e2d&resetPasswordUrl=http://example.com', {
      id: '59284659d4c650213cc2f3fc',
    }),
    response: {
      status: 200,
      headers: {
        'Content-Type': 'application/json;charset=UTF-8',
        Location: '{{base}}/api/1/profile/59284659d4c650213cc2f3fc/enable',
      },
      body: '{"username":"john.doe","email":"john.doe@example.com","verified":false,"enabled":false,"createdOn":1495811673842,"lastModified":1495812397986,"tenant":"sample-tenant","roles":["APP_TEST","APP_REPORT"],"attributes":{},"id":"59284659d4c650213cc2f3fc"}',
    },
  },
];

const paths: readonly Exchange[] = (['', '/crafter-profile'] as const).flatMap((context) =>
  (['', '.json'] as const).map((extension) => ({
    title: `P-reset on the path ${context}…${extension}`,
    given: anyProfile,
    ...resetPassword(goodReset, { context, extension }),
    response: resetAnswered({ base: `{{base}}${context}` }),
  })),
);

/** Names of the attributes to return, as the form has them, and the attributes in the answer. */
const filters: readonly (readonly [string, object])[] = [
  ['attributesToReturn=', attributes],
  ['attributesToReturn=city', { city: 'Oslo' }],
  ['attributeToReturn=city', { city: 'Oslo' }],
  ['attributesToReturn=none,+city+', { city: 'Oslo', none: null }],
  ['attributesToReturn=none&attributesToReturn=city', { city: 'Oslo', none: null }],
  ['attributesToReturn=a%2Cb', {}],
  ['attributesToReturn=a%2Cb&attributesToReturn=%20city', { 'a,b': 1, ' city': 2 }],
  ['attributesToReturn=unknown', {}],
  ['attributesToReturn=address', { address: { city: 'Rome', zip: null } }],
  ['attributesToReturn=address.city', {}],
  ['attributesToReturn=City', {}],
  ['attributesToReturn=username', {}],
  ['attributesToReturn=__proto__,constructor,toString', {}],
  ['attributesToReturn=$none', {}],
  ['attributesToReturn=city,$none', {}],
  ['attributesToReturn=city&attributesToReturn=$none', {}],
  ['attributesToReturn=$none&attributeToReturn=city', { city: 'Oslo' }],
  ['attributesToReturn=city&attributeToReturn=none', { none: null }],
];

const filtered: readonly Exchange[] = [
  ...filters.map(([parameter, expected]) => ({
    title: `P-reset with ${parameter}`,
    given: anyProfile,
    ...resetPassword(`${goodReset}&${parameter}`),
    response: resetAnswered({ body: { attributes: expected } }),
  })),
  {
    title: 'P-reset with attributesToReturn in query and form has two occurrences',
    given: anyProfile,
    ...resetPassword(`${goodReset}&attributesToReturn=none,address`, { query: '?attributesToReturn=city' }),
    response: resetAnswered({ body: { attributes: { city: 'Oslo' } } }),
  },
  {
    title: 'P-reset with a JSON list of attributes to return',
    given: anyProfile,
    ...resetPassword({ ...resetFields, attributesToReturn: ['a,b', 'city'] }),
    response: resetAnswered({ body: { attributes: { city: 'Oslo', 'a,b': 1 } } }),
  },
];

/** Values that must not count. */
const wrongAccess = 'accessTokenId=unknown';
const wrongLink = 'resetPasswordUrl=https://evil.example';

const places: readonly Exchange[] = [
  { query: `?${goodReset}`, body: '', title: 'all parameters in the query' },
  { query: `?${access}`, body: link, title: 'the token in the query, the rest in a form' },
  { query: `?${link}`, body: access, title: 'the URL in the query, the rest in a form' },
  { query: `?${access}`, body: { resetPasswordUrl: applicationUrl }, title: 'the token in the query, the rest in JSON' },
  { query: '', body: resetFields, title: 'all parameters in JSON' },
  { query: '', body: `${goodReset}&${wrongAccess}&${wrongLink}`, title: 'parameters twice in a form uses the first values' },
  {
    query: `?${goodReset}&${wrongAccess}&${wrongLink}`,
    body: '',
    title: 'parameters twice in the query uses the first values',
  },
  {
    query: `?${goodReset}`,
    body: `${wrongAccess}&${wrongLink}`,
    title: 'parameters in query and form uses the query’s values',
  },
  {
    query: `?${goodReset}`,
    body: { accessTokenId: 'unknown', resetPasswordUrl: 'https://evil.example' },
    title: 'parameters in query and JSON uses the query’s values',
  },
  { query: '', body: `${access}&resetPasswordUrl=http%3A%2F%2Fexample.com`, title: 'a percent-encoded URL' },
].map(({ query, body, title }) => ({
  title: `P-reset with ${title}`,
  given: anyProfile,
  ...resetPassword(body, { query }),
  response: resetAnswered(),
}));

async function askThrice(world: World): Promise<{ id: string }> {
  const values = await profile()(world);
  for (let time = 0; time < 3; time++) {
    await world.send(resetPassword(goodReset, values).request);
  }
  return values;
}

const upperCased = async (world: World) => {
  const { id } = await profile()(world);
  return { id, upper: id.toUpperCase() };
};

const withAccess = `accessTokenId={{access}}&${link}`;

const states: readonly Exchange[] = [
  {
    title: 'P-reset with an id in upper case answers in lower case',
    given: upperCased,
    ...resetPassword(goodReset, { id: '{{upper}}' }),
    response: resetAnswered(),
  },
  {
    title: 'P-reset of a profile without address, tenant and attributes answers with nulls',
    given: both(
      profile({ email: null, tenant: null, details: {} }),
      application({ tenantPermissions: [{ tenant: '*', allowedActions: ['MANAGE_PROFILES'] }] }),
    ),
    ...resetPassword(withAccess),
    response: resetAnswered({ body: { email: null, verified: false, tenant: null, roles: [], attributes: {} } }),
  },
  {
    title: 'P-reset of a disabled profile with an empty address',
    given: profile({ email: '', enabled: false }),
    ...resetPassword(goodReset),
    response: resetAnswered({ body: { email: '', enabled: false } }),
  },
  {
    title: 'P-reset does not show a profile’s other details',
    given: profile({ details: { verified: false, roles: [], attributes: {}, password: 'x', failedLoginAttempts: 3 } }),
    ...resetPassword(goodReset),
    response: resetAnswered({ body: { verified: false, roles: [], attributes: {} } }),
  },
  {
    title: 'P-reset of a profile with text from all over the world',
    given: profile({ username: 'Ōe "😀" </script>', details: { attributes: { größe: '\u0000\u2028\\' } } }),
    ...resetPassword(`${goodReset}&attributesToReturn=gr%C3%B6%C3%9Fe`),
    response: resetAnswered({
      body: { username: 'Ōe "😀" </script>', verified: false, roles: [], attributes: { größe: '\u0000\u2028\\' } },
    }),
  },
  {
    title: 'P-reset of an externally managed profile, which gets no mail',
    given: profile({ externallyManaged: true }),
    ...resetPassword(goodReset),
    response: resetAnswered(),
  },
  {
    title: 'P-reset of a profile that already got all its mails for this minute',
    given: askThrice,
    ...resetPassword(goodReset),
    response: resetAnswered(),
  },
  {
    title: 'P-reset does not take its Location from request headers (M5)',
    given: anyProfile,
    ...resetPassword(goodReset, {
      headers: {
        'Content-Type': 'Application/X-WWW-Form-Urlencoded ; charset=utf-8',
        Host: 'evil.example',
        'X-Forwarded-Host': 'evil.example',
        'X-Forwarded-Proto': 'https',
        Forwarded: 'host=evil.example',
        Authorization: 'Bearer x',
        Cookie: 'crafterSite=x',
      },
    }),
    response: resetAnswered(),
  },
  {
    title: 'P-reset on a public URL with HTTPS',
    settings: { REKEY_PUBLIC_URL: 'https://id.example.com/' },
    given: anyProfile,
    ...resetPassword(goodReset, { context: '/crafter-profile' }),
    response: withHsts(),
  },
  {
    title: 'P-reset by an application that may manage this one tenant and does not expire yet',
    given: both(
      anyProfile,
      application({
        expiresOn: Date.UTC(2100, 0, 1),
        tenantPermissions: [
          { tenant: 'other-tenant', allowedActions: [] },
          { tenant: 'sample-tenant', allowedActions: ['READ_PROFILES', 'MANAGE_PROFILES'] },
          { tenant: '*', allowedActions: [] },
        ],
      }),
    ),
    ...resetPassword(withAccess),
    response: resetAnswered(),
  },
];

function withHsts() {
  const response = resetAnswered({ base: 'https://id.example.com/crafter-profile' });
  return { ...response, headers: { ...response.headers, 'Strict-Transport-Security': 'max-age=31536000' } };
}

export const crafterProfileResets: readonly Exchange[] = [...documented, ...paths, ...filtered, ...places, ...states];
