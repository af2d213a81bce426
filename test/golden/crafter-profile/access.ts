import type { Application } from '#lib/reset/ports.ts';
import { sha256 } from '#lib/reset/token.ts';
import type { Exchange, GoldenResponse } from '#test/golden/exchange.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';
import {
  access,
  anyProfile,
  anyToken,
  application,
  both,
  changePassword,
  exhaustedApplication,
  goodReset,
  link,
  p1,
  p2,
  p3,
  p6,
  p7,
  p10,
  profile,
  resetPassword,
} from './parts.ts';

type Refusal = Pick<Exchange, 'given' | 'settings'> & { title: string; token: string; response: GoldenResponse };

/** The same refusal on both routes. Everything else in the call is good. */
const onBoth = ({ title, token, given, settings, response }: Refusal): readonly Exchange[] => {
  const first = given ?? (async () => ({}));
  const common = { ...(settings && { settings }), response };
  const row = (route: string) => title.replace(/^(P\d+)/, `$1 ${route}`);
  return [
    { ...common, title: row('reset'), given: both(anyProfile, first), ...resetPassword(`${token}&${link}`) },
    {
      ...common,
      title: row('change'),
      given: both(anyToken, first),
      ...changePassword(`${token}&resetTokenId={{token}}&newPassword=test123`),
    },
  ];
};

const expired = (title: string, expiresOn: number, date: string): Refusal => ({
  title: `P3 with an access token that expired ${title}`,
  token: 'accessTokenId={{access}}',
  given: application({ name: 'old "app"', expiresOn }),
  response: p3('{{access}}', 'old "app"', date),
});

const faces = '😀'.repeat(100);

const tokens: readonly Refusal[] = [
  { title: 'P1 without an access token', token: 'x=y', response: p1 },
  { title: 'P1 with an empty access token', token: 'accessTokenId=', response: p1 },
  { title: 'P1 with an access token’s name in other letters', token: access.toLowerCase(), response: p1 },
  { title: 'P1 with an empty access token before a good one', token: `accessTokenId=&${access}`, response: p1 },
  { title: 'P2 with an unknown access token', token: 'accessTokenId=unknown', response: p2('unknown') },
  { title: 'P2 with a blank access token', token: 'accessTokenId=+', response: p2(' ') },
  { title: 'P2 with a good access token and a trailing blank', token: `${access}+`, response: p2(`${access.split('=')[1]} `) },
  {
    title: 'P2 with a good access token in upper case',
    token: `accessTokenId=${access.slice(14).toUpperCase()}`,
    response: p2(access.slice(14).toUpperCase()),
  },
  { title: 'P2 with an access token called undefined', token: 'accessTokenId=undefined', response: p2('undefined') },
  { title: 'P2 with quotes in the access token', token: 'accessTokenId=%22%5C%0A%00é', response: p2('"\\\n\0é') },
  { title: 'P2 with %FF in the access token', token: 'accessTokenId=%FF', response: p2('\uFFFD') },
  {
    title: 'P2 with an access token of 10,000 characters echoes 100',
    token: `accessTokenId=${'a'.repeat(10_000)}`,
    response: p2('a'.repeat(100)),
  },
  { title: 'P2 with an access token of 101 faces echoes 100', token: `accessTokenId=${faces}😀`, response: p2(faces) },
  { title: 'P2 with a good and an unknown access token', token: `accessTokenId=x&${access}`, response: p2('x') },
  expired('on the second of January', Date.UTC(2024, 0, 2, 3, 4), '01/02/2024'),
  expired('in the last second of a year', Date.UTC(2024, 0, 1) - 1, '12/31/2023'),
  {
    title: 'P10 with an application that has used up its limit',
    token: 'accessTokenId={{access}}',
    given: exhaustedApplication(),
    response: p10,
  },
  {
    title: 'P10 with a limit of one request and a second one',
    token: 'accessTokenId={{access}}',
    settings: { REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES: '1' },
    given: async (world) => {
      const values = await application()(world);
      await world.countRequests(`application#${sha256(values.access)}`, 1);
      return values;
    },
    response: p10,
  },
  {
    title: 'P10 with an unknown access token from an address that has used up its limit',
    token: 'accessTokenId=unknown',
    settings: { REKEY_PROXY_SECRET_HASHES: proxySecretHash, REKEY_CLIENT_ADDRESS_HEADER: 'x-real-ip' },
    given: async (world) => {
      await world.countRequests('address#192.0.2.1', world.settings.requestsPerFiveMinutes);
      return {};
    },
    response: p10,
  },
];

const withProxy = (exchange: Exchange): Exchange =>
  exchange.settings?.REKEY_PROXY_SECRET_HASHES === undefined
    ? exchange
    : {
        ...exchange,
        request: {
          ...exchange.request,
          headers: {
            ...exchange.request.headers,
            'X-Rekey-Proxy': proxySecret,
            'X-Real-IP': '192.0.2.1',
          },
        },
      };

type Permissions = Application['tenantPermissions'];

/** None of them may manage the profiles of sample-tenant. */
const refusedPermissions: readonly (readonly [string, Permissions])[] = [
  ['no permissions', []],
  ['permissions on another tenant', [{ tenant: 'other-tenant', allowedActions: ['*'] }]],
  ['a tenant in other letters', [{ tenant: 'Sample-Tenant', allowedActions: ['*'] }]],
  ['other actions', [{ tenant: 'sample-tenant', allowedActions: ['READ_PROFILES', 'manage_profiles'] }]],
  [
    'a first entry for the tenant that allows nothing',
    [
      { tenant: 'sample-tenant', allowedActions: [] },
      { tenant: '*', allowedActions: ['*'] },
    ],
  ],
  [
    'a first entry for all tenants that allows less',
    [
      { tenant: '*', allowedActions: ['READ_PROFILES'] },
      { tenant: 'sample-tenant', allowedActions: ['*'] },
    ],
  ],
];

const withAccess = 'accessTokenId={{access}}';

const permissions: readonly Exchange[] = refusedPermissions.flatMap(([title, tenantPermissions]) => [
  {
    title: `P6 reset by an application with ${title}`,
    given: both(anyProfile, application({ tenantPermissions })),
    ...resetPassword(`${withAccess}&${link}`),
    response: p6('sample-tenant'),
  },
  {
    title: `P7 change by an application with ${title}`,
    given: both(anyToken, application({ tenantPermissions })),
    ...changePassword(`${withAccess}&resetTokenId={{token}}&newPassword=test123`),
    response: p7('{{token}}'),
  },
]);

export const crafterProfileAccess: readonly Exchange[] = [
  ...tokens.flatMap(onBoth).map(withProxy),
  ...permissions,
  {
    title: 'P6 reset of a profile of another tenant',
    given: profile({ tenant: 'o"ther' }),
    ...resetPassword(goodReset),
    response: p6('o"ther'),
  },
];
