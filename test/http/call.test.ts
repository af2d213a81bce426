import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { makeCall, requestIdOf } from '#lib/http/call.ts';
import { nonEmptyText } from '#lib/http/check-input.ts';
import { defineRoute } from '#lib/http/route.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { eventWith } from '#test/dialects/event-with.ts';
import { proxySecret, proxySecretHash } from '#test/proxy-secret.ts';

const named = () => z.object({ name: nonEmptyText() });

const bare = defineRoute({
  id: 'test/bare',
  method: 'POST',
  paths: ['/'],
  summary: 'A route that reads nothing',
  touches: [],
  hashesPasswords: false,
  onFailure: null,
});
const reading = { ...bare, path: named, query: named, body: named, parameters: named };
const optional = () => z.object({ name: z.optional(nonEmptyText()) });

const settings = parseSettings({ REKEY_PUBLIC_URL: 'https://rekey.example.com' });
const context = { awsRequestId: 'an-invocation' } as Context;
const rest = { ports: {}, settings, now: 1_000 };

const callWith = (...parts: Parameters<typeof eventWith>) => makeCall(reading, eventWith(...parts), context, rest);

/** The call of an event that somebody made by hand: it may lack what API Gateway always gives. */
const madeByHand = (event: object) => makeCall(reading, event as APIGatewayProxyEventV2, context, rest);

const refusal = (code: string, detail: object) => expect.objectContaining({ code, detail: expect.objectContaining(detail) });
const missingName = { name: 'name', isMissing: true };

describe('a call has', () => {
  test('the ports, the settings and the time that the function runs with', () => {
    expect(callWith()).toMatchObject(rest);
  });

  test('each header by its name, and an empty text for a header that is absent', () => {
    const { header } = callWith({ headers: { 'x-given': 'a' } });
    expect([header('x-given'), header('x-absent')]).toEqual(['a', '']);
    expect(madeByHand({}).header('x-given')).toBe('');
  });

  test('the cookies that API Gateway separates', () => {
    expect(madeByHand({ ...eventWith({ headers: { cookie: 'c=3' } }), cookies: ['a=1', 'b=2'] }).cookies).toEqual(['a=1', 'b=2']);
  });

  test('the cookies of the header if nothing separates them', () => {
    expect(callWith({ headers: { cookie: 'a=1; b=2' } }).cookies).toEqual(['a=1', 'b=2']);
  });

  test('the address of the client, with the limits that apply to it', () => {
    const limited = parseSettings({ REKEY_REQUESTS_PER_FIVE_MINUTES: '7', REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES: '8' });
    const { caller } = makeCall(bare, eventWith(), context, { ports: {}, settings: limited, now: 5 });
    const limits = { requestsPerFiveMinutes: 7, applicationRequestsPerFiveMinutes: 8 };
    expect(caller).toEqual({ address: '192.0.2.1', site: null, ...limits, now: 5 });
  });

  test('the address that the proxy names', () => {
    const proxied = parseSettings({
      REKEY_PROXY_SECRET_HASHES: proxySecretHash,
      REKEY_CLIENT_ADDRESS_HEADER: 'x-client',
    });
    const headers = { 'x-rekey-proxy': proxySecret, 'x-client': '198.51.100.1' };
    const { caller } = makeCall(bare, eventWith({ headers }), context, { ...rest, settings: proxied });
    expect(caller.address).toBe('198.51.100.1');
  });

  test.each([{}, { requestContext: {} }, { requestContext: { http: {} } }])(
    'the address “unknown” if the event is %j',
    (event) => {
      expect(madeByHand(event).caller.address).toBe('unknown');
    },
  );

  test('what a request for a reset mail needs', () => {
    const limited = parseSettings({
      REKEY_MAILS_PER_MINUTE: '2',
      REKEY_MAILS_PER_TOKEN_LIFETIME: '9',
      REKEY_TOKEN_LIFETIME_MINUTES: '30',
    });
    const event = eventWith({
      headers: { 'accept-language': 'de, en;q=0.5', 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/143.0' },
    });
    expect(makeCall(bare, event, context, { ports: {}, settings: limited, now: 5 }).metadata).toEqual({
      requestId: 'a-request',
      address: expect.any(String),
      languages: 'de, en;q=0.5',
      timeZone: null,
      device: { browser: 'Firefox', system: 'Windows' },
      mailLimits: { mailsPerMinute: 2, mailsPerTokenLifetime: 9, tokenLifetimeMinutes: 30 },
      now: 5,
    });
  });
});

describe('the base URL is the public URL', () => {
  test.each([
    ['/crafter-profile/api', 'https://rekey.example.com/crafter-profile'],
    ['/studio/api', 'https://rekey.example.com/studio'],
    ['/api/crafter-profile/', 'https://rekey.example.com'],
    ['/studios/api', 'https://rekey.example.com'],
    ['/studio', 'https://rekey.example.com'],
    [undefined, 'https://rekey.example.com'],
  ])('for the path %s it is %s', (rawPath, baseUrl) => {
    expect(madeByHand({ ...eventWith(), rawPath }).baseUrl).toBe(baseUrl);
  });

  const withoutUrl = (event: object) =>
    makeCall(bare, event as APIGatewayProxyEventV2, context, { ...rest, settings: parseSettings({}) }).baseUrl;

  test('M5 or that of API Gateway, whatever the Host header says', () => {
    expect(withoutUrl(eventWith({ headers: { host: 'evil.example' } }))).toBe('https://test.execute-api.example.com');
  });

  test.each([{}, { requestContext: {} }])('or localhost for the event %j', (event) => {
    expect(withoutUrl(event)).toBe('https://localhost');
  });
});

describe('the id of a request is', () => {
  test('that of API Gateway', () => {
    expect(requestIdOf(eventWith(), context)).toBe('a-request');
  });

  test.each([{}, { requestContext: {} }])('that of the invocation for the event %j', (event) => {
    expect(requestIdOf(event as APIGatewayProxyEventV2, context)).toBe('an-invocation');
  });

  test('“unknown” if there is neither', () => {
    expect(requestIdOf({} as APIGatewayProxyEventV2, undefined)).toBe('unknown');
  });
});

describe('a part of the request is parsed by the schema of its route', () => {
  test('the path', () => {
    expect(madeByHand({ ...eventWith(), pathParameters: { name: 'a', other: 'b' } }).path()).toEqual({ name: 'a' });
    expect(() => callWith().path()).toThrow(refusal('path-refused', missingName));
  });

  test('the query, with the first value of each name', () => {
    expect(callWith({ query: 'name=a&name=b' }).query()).toEqual({ name: 'a' });
    expect(() => callWith().query()).toThrow(refusal('query-refused', missingName));
  });

  test('a JSON body', () => {
    expect(callWith({ body: { name: 'a', other: 'b' } }).body()).toEqual({ name: 'a' });
    expect(() => callWith({ body: {} }).body()).toThrow(refusal('body-refused', missingName));
    expect(() => callWith({ body: 'name=a' }).body()).toThrow(refusal('body-unreadable', {}));
    expect(() => callWith().body()).toThrow(refusal('body-unreadable', {}));
  });

  test('a body that may be absent', () => {
    const bodyOf = (body: string | object = '') => {
      const route = { ...bare, body: optional, bodyMayBeAbsent: true } as const;
      return makeCall(route, eventWith({ body }), context, rest).body();
    };
    expect(bodyOf()).toEqual({});
    expect(bodyOf({ name: 'a' })).toEqual({ name: 'a' });
    expect(() => bodyOf('[')).toThrow(refusal('body-unreadable', {}));
  });

  test('a form, with the first value of each name', () => {
    const route = { ...bare, body: named, bodyIsForm: true } as const;
    expect(makeCall(route, eventWith({ body: 'name=a+b&name=c' }), context, rest).body()).toEqual({ name: 'a b' });
  });

  test('the parameters, of which the query string comes first', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(callWith({ query: 'name=a', headers, body: 'name=b' }).parameters()).toEqual({ name: 'a' });
    expect(callWith({ headers, body: 'name=b' }).parameters()).toEqual({ name: 'b' });
    expect(() => callWith({ query: 'other=a' }).parameters()).toThrow(refusal('parameters-refused', missingName));
  });

  test('the parameters that have a list of values', () => {
    const schema = () => z.object({ name: z.array(z.string()) });
    const route = { ...bare, parameters: schema, listParameters: ['name'] };
    expect(makeCall(route, eventWith({ query: 'name=a&name=b' }), context, rest).parameters()).toEqual({ name: ['a', 'b'] });
  });

  test('nothing is parsed if the route declares no schema', () => {
    const { path, query, body, parameters } = makeCall(bare, eventWith({ body: {} }), context, rest);
    for (const read of [path, query, body, parameters]) {
      expect(read).toThrow('the route declares no schema for what its function reads');
    }
  });
});

describe('one parameter by itself', () => {
  test('is read although the others are missing, and is empty if it is absent', () => {
    const { parameter } = callWith({ query: 'id=a&id=b' });
    expect([parameter('id'), parameter('name')]).toEqual(['a', '']);
  });

  test('is the first value of a list', () => {
    const route = { ...bare, listParameters: ['id'] };
    expect(makeCall(route, eventWith({ query: 'id=a&id=b' }), context, rest).parameter('id')).toBe('a');
  });
});
