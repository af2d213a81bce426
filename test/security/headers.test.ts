import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { loadSource } from '#infra/local/api/load-function.ts';
import { localSettings } from '#infra/local/local-environment.ts';
import { routes } from '#lib/routes.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { memoryWorld } from '#test/golden/memory-world.ts';
import { sendEvent } from '#test/golden/send-event.ts';
import { callsOfRoutes } from './calls-of-routes.ts';

const environment: NodeJS.ProcessEnv = { ...process.env, REKEY_LOG: 'nothing' };
process.env = { ...environment };
afterEach(() => {
  process.env = { ...environment };
});

let lastAddress = 1_000;

/** Routes that use the database. */
const touching = routes.filter(({ touches }) => touches.length > 0).map(({ id }) => id);

const common = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
const documented = 'no-cache, no-store, max-age=0, must-revalidate';
const hsts = 'max-age=31536000';

type Change = (call: GoldenRequest) => GoldenRequest;
const asItIs: Change = (call) => call;
const withoutAnything: Change = ({ method, path }) => ({ method, path: path.split('?')[0] ?? '' });
const tooLarge: Change = (call) => ({ ...call, body: 'x'.repeat(20_000) });

describe.each([
  ['http', 'http://127.0.0.1:3000', undefined],
  ['https', 'https://rekey.example.com', hsts],
  ['that of API Gateway', undefined, hsts],
])('F5 if the public URL is %s, its headers are on', (_, url, strictTransportSecurity) => {
  test.each([
    ['the answer to a good call', asItIs, false],
    ['the refusal of a call without anything', withoutAnything, false],
    ['the refusal of a large body', tooLarge, false],
    ['the 500 while the database is away', asItIs, true],
  ])('%s', async (_what, change, isAway) => {
    process.env = { ...environment, REKEY_PUBLIC_URL: url };
    let fails = false;
    const world = memoryWorld(localSettings(), {
      onCall: () => {
        if (fails) {
          throw new Error('the database is away');
        }
      },
    });
    const calls = await callsOfRoutes(world);
    fails = isAway;
    for (const { id } of routes) {
      const answer = await world.answer(change(calls[id] ?? never(id)), ++lastAddress);
      expectHeaders(id, answer, strictTransportSecurity);
      if (isAway && touching.includes(id)) {
        expect({ id, status: answer.status }).toEqual({ id, status: 500 });
      }
    }
  });
});

test('F5 the headers are on the 500 for settings that cannot be read, including the one for https', async () => {
  const calls = await callsOfRoutes(memoryWorld(localSettings()));
  // Settings are read once per process, so other settings need fresh modules.
  jest.resetModules();
  process.env = { ...environment, REKEY_BCRYPT_COST: '99' };
  for (const { id } of routes) {
    // Only its route says what a function's handler is; the local server relies on this too.
    const handler = (await loadSource(id)) as Parameters<typeof sendEvent>[1];
    const answer = await sendEvent(id, handler, calls[id] ?? never(id), ++lastAddress);
    expectHeaders(id, answer, hsts);
    expect({ id, status: answer.status }).toEqual({ id, status: 500 });
  }
});

function expectHeaders(id: string, answer: GoldenResponse, strictTransportSecurity: string | undefined): void {
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const cacheControl = id.startsWith('traffic-ops') ? documented : 'no-store';
  const expected = { ...common, 'cache-control': cacheControl };
  expect({ id, headers }).toEqual({ id, headers: expect.objectContaining(expected) });
  expect({ id, hsts: headers['strict-transport-security'] }).toEqual({ id, hsts: strictTransportSecurity });
}

function never(id: string): never {
  throw new Error(`no call of ${id}`);
}
