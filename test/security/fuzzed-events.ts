import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc, { type Arbitrary } from 'fast-check';
import type { Route } from '#lib/http/route.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import { ownAccessToken } from '#test/golden/world.ts';
import { bodies, type Known, names, queries, texts } from './fuzzed-fields.ts';
import { nasty, units } from './fuzzed-values.ts';
import type { Rekey } from './rekey.ts';
import { prepared, settingRoutes } from './setting-routes.ts';

export async function knownValues(rekey: Rekey, routeId: string): Promise<Known> {
  const setting = settingRoutes.find(({ realm }) => routeId.startsWith(realm)) ?? settingRoutes[0];
  if (setting === undefined) {
    throw new Error('there is no route that sets a password');
  }
  const { person, call } = await prepared(rekey, setting);
  const { id } = person;
  const { headers, body } = call('');
  const { accessTokenId = ownAccessToken } = JSON.parse(`${body}`);
  const cookie = headers?.cookie ?? '';
  const token = await rekey.world.token(person);
  const account = await rekey.world.account(person);
  const restore = () => rekey.world.restoreAccount(account);
  return { accessTokenId, profile: id, username: id, email: person.email, token, jwt: await administratorJwt(), cookie, restore };
}

function headers(known: Known): Arbitrary<{ [name: string]: string }> {
  const some = fc.record(
    {
      'content-type': fc.oneof(
        fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'),
        nasty,
      ),
      authorization: fc.oneof(
        { arbitrary: fc.constant(`Bearer ${known.jwt}`), weight: 3 },
        { arbitrary: nasty, weight: 1 },
        { arbitrary: units(20).map((text) => `Bearer a.${text}.b`), weight: 1 },
      ),
      cookie: fc.oneof(fc.constant(known.cookie), nasty),
      'accept-language': nasty,
      'x-forwarded-for': fc.oneof(
        nasty,
        fc.ipV4(),
        fc.ipV6(),
        fc.ipV6().map((address) => `[${address}]:1`),
      ),
      'x-rekey-proxy': fc.constantFrom('a long enough secret of the proxy', 'another'),
      host: nasty,
      'x-forwarded-host': nasty,
      purpose: fc.constantFrom('prefetch', 'other', 'another'),
    },
    { requiredKeys: [] },
  );
  const others = fc.dictionary(nasty, nasty, { maxKeys: 3, noNullPrototype: false });
  return fc
    .tuple(some, others, fc.boolean())
    .map(([known, other, isUpper]) =>
      Object.fromEntries(
        Object.entries({ ...other, ...known }).map(([name, value]) => [isUpper ? name.toUpperCase() : name, value]),
      ),
    );
}

function cookies(known: Known): Arbitrary<string[]> {
  const value = fc.oneof(
    nasty,
    nasty.map((text) => `mojolicious=${text}`),
    nasty.map((text) => `${known.cookie}${text}`),
    units(30).map((text) => `mojolicious=${text}--${'0'.repeat(40)}`),
  );
  return fc.oneof(
    { arbitrary: fc.constant(known.cookie).map((cookie) => [cookie]), weight: 3 },
    { arbitrary: fc.array(value, { maxLength: 3 }), weight: 2 },
  );
}

function pathParameters(route: Route, known: Known): Arbitrary<{ [name: string]: string }> {
  const id = fc.oneof(
    { arbitrary: fc.constantFrom(known.profile, '59284659d4c650213cc2f3fc', '59284659D4C650213CC2F3FC'), weight: 2 },
    { arbitrary: nasty, weight: 1 },
  );
  const username = fc.oneof(
    { arbitrary: fc.constantFrom(known.username, 'jane.doe', 'ldap.user', 'off.user'), weight: 2 },
    { arbitrary: nasty, weight: 1 },
  );
  const version = fc.oneof(
    { arbitrary: fc.constantFrom('3.0', '3.1', '4.0', '4.1', '5.0'), weight: 5 },
    { arbitrary: nasty, weight: 1 },
  );
  const all = { id, username, version };
  const named = Object.entries(all).filter(([name]) => route.paths[0]?.includes(`{${name}}`));
  return fc.record(Object.fromEntries(named));
}

/** Events that API Gateway makes from hostile requests, and some with parts missing, like events that a person writes by hand. */
export function eventsOf(route: Route, known: Known): Arbitrary<APIGatewayProxyEventV2> {
  const http = fc.record({
    method: fc.constant(route.method),
    path: nasty,
    protocol: fc.constant('HTTP/1.1'),
    sourceIp: fc.oneof(fc.ipV4(), fc.ipV6()),
    userAgent: nasty,
  });
  const requestContext = fc.record(
    {
      accountId: fc.constant('0'),
      apiId: fc.constant('fuzz'),
      domainName: fc.constant('fuzz.example.com'),
      domainPrefix: fc.constant('fuzz'),
      http,
      requestId: fc.uuid(),
      routeKey: fc.constant(''),
      stage: fc.constant('$default'),
      time: fc.constant(''),
      timeEpoch: fc.constant(0),
    },
    { requiredKeys: ['requestId'] },
  );
  const parts = {
    version: fc.constant('2.0'),
    routeKey: fc.constant(''),
    rawPath: fc.oneof(fc.constantFrom(...route.paths), nasty),
    rawQueryString: queries(known),
    headers: headers(known),
    cookies: cookies(known),
    pathParameters: pathParameters(route, known),
    requestContext,
  };
  const queryStringParameters = fc.dictionary(fc.constantFrom(...names), texts(known), { maxKeys: 3, noNullPrototype: false });
  const whole = fc.record(parts);
  const incomplete = fc.record({ ...parts, queryStringParameters }, { requiredKeys: [] });
  const event = fc.oneof({ arbitrary: whole, weight: 4 }, { arbitrary: incomplete, weight: 1 });
  // An event that a person writes by hand may lack parts that its type requires.
  return fc.tuple(event, bodies(known)).map(([event, body]) => ({ ...event, ...body }) as APIGatewayProxyEventV2);
}
