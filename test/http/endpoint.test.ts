import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { getCurrentUser } from '#lib/dialects/traffic-ops/routes.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';
import { refuseByTable } from '#lib/http/dialect.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { defineRoute } from '#lib/http/route.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { eventWith } from '#test/dialects/event-with.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { getCurrent } from '#test/golden/traffic-ops/messages.ts';

const logged: string[] = [];

beforeEach(() => {
  process.env.REKEY_LOG = 'lines';
  logged.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(`${line}`) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.REKEY_LOG;
});

/** The handler looks up nothing. */
const adapters = { accounts: () => ({}) as never, resetTokens: () => ({}) as never, secrets: () => ({}) as never };

async function answerTo(error: Error) {
  const handler = defineEndpoint(getCurrentUser, refuse, adapters, async () => {
    throw error;
  });
  const { statusCode } = await handler(eventOf(getCurrent({}), 1), lambdaContext(getCurrentUser.id));
  return { statusCode, lines: logged.map((line): object => JSON.parse(line)) };
}

test('a refusal that the dialect answers is not a failure in the log', async () => {
  const { statusCode, lines } = await answerTo(new ResetError('token-refused', { given: 'a-token' }));
  expect(statusCode).toBe(401);
  expect(lines).toEqual([expect.objectContaining({ level: 'INFO', status: 401, failure: 'token-refused' })]);
});

test.each([
  [
    'a refusal that the dialect calls impossible',
    new ResetError('account-externally-managed', null),
    'account-externally-managed',
  ],
  ['a defect', new Error('a defect'), undefined],
])('%s is logged as an unexpected failure, with where it was thrown', async (_, error, code) => {
  const { statusCode, lines } = await answerTo(error);
  expect(statusCode).toBe(500);
  const at = expect.stringContaining('endpoint.test.ts');
  expect(lines).toEqual([
    expect.objectContaining({ level: 'ERROR', message: 'unexpected failure', at }),
    expect.objectContaining({ level: 'INFO', status: 500, failure: 'unexpected' }),
  ]);
  expect(lines[0]).toHaveProperty('failure', error.name);
  expect(Object(lines[0]).code).toBe(code);
});

const simple = defineRoute({
  id: 'test/simple',
  method: 'POST',
  paths: ['/'],
  summary: 'A route that touches one port',
  touches: ['limits.count'],
  mayTouch: { verbs: ['accounts.find'], when: 'revealTrafficOpsAccounts' },
  hashesPasswords: false,
  onFailure: null,
});
const context = lambdaContext(simple.id);
const settings = parseSettings({ REKEY_PUBLIC_URL: 'http://127.0.0.1:3000' });
// The handlers call neither port.
const ports = { limits: () => ({}) as never, accounts: () => ({}) as never };
const handlerOf = (answer: () => Promise<RouteAnswer>) => defineEndpoint(simple, refuse, ports, answer).with(ports, settings);
const linesLogged = () => logged.map((line): object => JSON.parse(line));

describe('an answer', () => {
  test('becomes the result that API Gateway expects', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const handler = handlerOf(async () => ({
      status: 201,
      headers,
      cookies: ['a=1', 'b=2'],
      body: 'done',
      notes: { asking: 'new' },
    }));
    const result = await handler(eventWith(), context);
    expect(result).toMatchObject({ statusCode: 201, headers, cookies: ['a=1', 'b=2'], body: 'done', isBase64Encoded: false });
    expect(Object.keys(result)).not.toContain('notes');
  });

  test('without cookies becomes a result without them', async () => {
    const handler = handlerOf(async () => ({ status: 200, headers: {}, body: '' }));
    expect(await handler(eventWith(), context)).not.toHaveProperty('cookies');
  });

  test('has one line in the log, with its notes', async () => {
    const handler = handlerOf(async () => ({ status: 200, headers: {}, body: '', notes: { asking: 'new' } }));
    await handler(eventWith(), context);
    const [line, ...others] = linesLogged();
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      level: 'INFO',
      message: 'request',
      route: 'test/simple',
      requestId: 'a-request',
      status: 200,
      asking: 'new',
    });
    expect(line).toHaveProperty('durationMs', expect.any(Number));
  });

  test('says in the log how many milliseconds it took', async () => {
    let milliseconds = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => milliseconds);
    const handler = handlerOf(async () => {
      milliseconds += 250.4;
      return { status: 200, headers: {}, body: '' };
    });
    await handler(eventWith(), context);
    expect(linesLogged()[0]).toHaveProperty('durationMs', 250);
  });

  test('that is missing is a defect, and the caller gets a 500', async () => {
    // A function without types could do this.
    const handler = handlerOf(async () => undefined as unknown as RouteAnswer);
    await expect(handler(eventWith(), context)).resolves.toMatchObject({ statusCode: 500 });
    expect(linesLogged()[0]).toMatchObject({ level: 'ERROR', message: 'unexpected failure', route: 'test/simple' });
  });
});

test('a function gets the names of headers in lower case', async () => {
  const endpoint = defineEndpoint(simple, refuse, ports, async ({ header }) => ({
    status: 200,
    headers: {},
    body: header('x-given'),
  }));
  const event = eventWith({ headers: { 'X-Given': 'a' } });
  expect(await endpoint.with(ports, settings)(event, context)).toMatchObject({ body: 'a' });
});

test('a function gets the time of its request', async () => {
  const endpoint = defineEndpoint(simple, refuse, ports, async ({ now }) => ({ status: 200, headers: {}, body: `${now}` }));
  const before = Date.now();
  const { body } = await endpoint.with(ports, settings)(eventWith(), context);
  expect(Number(body)).toBeGreaterThanOrEqual(before);
  expect(Number(body)).toBeLessThanOrEqual(Date.now());
});

describe('a function opens', () => {
  const opened: string[] = [];
  const open = (name: string) => () => {
    opened.push(name);
    // The handler calls no port.
    return {} as never;
  };
  const adapters = { limits: open('limits'), accounts: open('accounts') };
  const endpoint = defineEndpoint(simple, refuse, adapters, async ({ ports: given }) => ({
    status: 200,
    headers: {},
    body: Object.keys(given).join(),
  }));
  beforeEach(() => {
    opened.length = 0;
  });

  test('once, at its first request, the ports that its route declares', async () => {
    const handler = endpoint.with(adapters, settings);
    expect(opened).toEqual([]);
    expect(await handler(eventWith(), context)).toMatchObject({ body: 'limits' });
    await handler(eventWith(), context);
    expect(opened).toEqual(['limits']);
  });

  test('also the ports that a setting allows', async () => {
    const revealing = { ...settings, revealTrafficOpsAccounts: true };
    expect(await endpoint.with(adapters, revealing)(eventWith(), context)).toMatchObject({ body: 'limits,accounts' });
  });

  test('the ports of its own adapters, with the settings of the process', async () => {
    expect(await endpoint(eventWith(), context)).toMatchObject({ statusCode: 200, body: 'limits' });
  });
});

describe('the metric of refused tokens', () => {
  const refusing = (error: Error) =>
    handlerOf(async () => {
      throw error;
    });

  /** The metrics that the log lines of a request carry. */
  async function metricsOf(error: Error): Promise<unknown[]> {
    delete process.env.REKEY_LOG;
    await refusing(error)(eventWith(), context);
    return linesLogged().flatMap((line) => ('_aws' in line ? [line] : []));
  }

  test('counts a refused token', async () => {
    const counted = await metricsOf(new ResetError('token-refused', { given: 'a-token' }));
    expect(counted).toEqual([expect.objectContaining({ TokensRefused: 1 })]);
  });

  test('counts no other refusal', async () => {
    expect(await metricsOf(new ResetError('too-many-requests', { retryAfterSeconds: 1 }))).toEqual([]);
  });
});

test.each<[string, RouteAnswer['notes'], boolean]>([
  ['that the product’s own server refused', { passedOn: 'refused-there' }, true],
  ['over the mail limit', { asking: 'throttled' }, true],
  ['that was accepted', { asking: 'accepted' }, false],
])('A7 the line of a request %s is marked for the audit, if it was refused', async (_, notes = {}, isMarked) => {
  await handlerOf(async () => ({ status: 200, headers: {}, body: '', notes }))(eventWith(), context);
  const marks = { refused: true, from: expect.any(String) };
  expect(linesLogged()).toEqual([isMarked ? expect.objectContaining(marks) : expect.not.objectContaining(marks)]);
});

test('a refusal names the id of the request and of the route in the log', async () => {
  const handler = handlerOf(async () => {
    throw new Error('a defect');
  });
  // An event that somebody made by hand may lack its context.
  await handler({ ...eventWith(), requestContext: undefined } as unknown as APIGatewayProxyEventV2, context);
  const named = { route: 'test/simple', requestId: context.awsRequestId };
  expect(linesLogged()).toEqual([expect.objectContaining(named), expect.objectContaining(named)]);
});

test('the security headers of an answer follow the settings that the function was given', async () => {
  const handler = handlerOf(async () => ({ status: 200, headers: {}, body: '' }));
  expect((await handler(eventWith(), context)).headers).not.toHaveProperty('Strict-Transport-Security');
});

test('the dialect learns which route failed, for which request and event', async () => {
  const tell = refuseByTable<object>({
    unexpected: ({ errorName, requestId }, routeId, { rawPath }) => ({
      status: 500,
      headers: {},
      body: [errorName, requestId, routeId, rawPath].join(' '),
    }),
  });
  const endpoint = defineEndpoint(simple, tell, ports, async () => {
    throw new TypeError('a defect');
  });
  expect(await endpoint.with(ports, settings)(eventWith(), context)).toMatchObject({ body: 'TypeError a-request test/simple /' });
});

test('a failure that a broken dialect cannot answer is in the log all the same', async () => {
  const broken = refuseByTable<object>({
    unexpected: () => {
      throw new Error('the dialect is broken');
    },
  });
  const endpoint = defineEndpoint(simple, broken, ports, async () => {
    throw new Error('a defect');
  });
  await expect(endpoint.with(ports, settings)(eventWith(), context)).rejects.toThrow();
  expect(linesLogged()[0]).toMatchObject({ level: 'ERROR', message: 'unexpected failure', route: 'test/simple' });
});
