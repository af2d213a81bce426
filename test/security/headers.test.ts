import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { loadSource } from '#infra/local/load-function.ts';
import { routes } from '#lib/routes.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import { sendEvent } from '#test/golden/send-event.ts';
import { callsOfRoutes } from './calls-of-routes.ts';
import { jsonError } from './start-line.ts';
import { type Rekey, startRekey } from './start-rekey.ts';

let rekey: Rekey;
let calls: { readonly [routeId: string]: GoldenRequest };
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  rekey = await startRekey();
  calls = await callsOfRoutes(rekey.world);
  environment = { ...process.env };
});
afterAll(() => rekey.stop());
afterEach(() => {
  rekey.database.fault = () => undefined;
  process.env = { ...environment };
});

let lastAddress = 1_000;

/** Settings are read once per process: other settings, other modules. */
async function answersWith(settings: { [variable: string]: string | undefined }, change: (call: GoldenRequest) => GoldenRequest) {
  jest.resetModules();
  process.env = { ...environment, ...settings };
  return Promise.all(
    routes.map(async ({ id }) => {
      // A function's handler is known by its route alone; the local server trusts it the same way.
      const handler = (await loadSource(id)) as Parameters<typeof sendEvent>[1];
      const call = calls[id];
      if (call === undefined) {
        throw new Error(`no call of ${id}`);
      }
      const answer = await sendEvent(id, handler, change(call), ++lastAddress);
      return { id, status: answer.status, headers: lowerCased(answer) };
    }),
  );
}

function lowerCased({ headers }: GoldenResponse) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Routes that a database has something to do with. */
const touching = routes.filter(({ touches }) => touches.length > 0).map(({ id }) => id);

const asItIs = (call: GoldenRequest) => call;
const withoutAnything = ({ method, path }: GoldenRequest): GoldenRequest => ({ method, path: path.split('?')[0] ?? '' });
const tooLarge = (call: GoldenRequest): GoldenRequest => ({ ...call, body: 'x'.repeat(20_000) });

const common = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
const documented = 'no-cache, no-store, max-age=0, must-revalidate';
const hsts = 'max-age=31536000';

describe.each([
  ['http', 'http://127.0.0.1:3000', undefined],
  ['https', 'https://rekey.example.com', hsts],
  ['that of API Gateway', undefined, hsts],
])('F5 where the public URL is %s, its headers are on', (_, url, strictTransportSecurity) => {
  test.each([
    ['the answer to a good call', asItIs, {}],
    ['the refusal of a call without anything', withoutAnything, {}],
    ['the refusal of a large body', tooLarge, {}],
    ['the 500 while the database is away', asItIs, { fault: jsonError(400, 'ResourceNotFoundException') }],
    ['the 500 for settings that cannot be read', asItIs, { settings: { REKEY_BCRYPT_COST: '99' } }],
  ])('%s', async (what, change, { fault, settings = {} }: { fault?: ReturnType<typeof jsonError>; settings?: object }) => {
    rekey.database.fault = () => fault;
    const isUnreadable = Object.keys(settings).length > 0;
    for (const { id, status, headers } of await answersWith({ REKEY_PUBLIC_URL: url, ...settings }, change)) {
      const cacheControl = id.startsWith('traffic-ops') ? documented : 'no-store';
      const expected = { ...common, 'cache-control': cacheControl };
      expect({ id, headers }).toEqual({ id, headers: expect.objectContaining(expected) });
      expect({ id, hsts: headers['strict-transport-security'] }).toEqual({
        id,
        hsts: isUnreadable ? hsts : strictTransportSecurity,
      });
      const isAsked = isUnreadable || touching.includes(id);
      if (what.includes('500') && isAsked) {
        expect({ id, status }).toEqual({ id, status: 500 });
      }
    }
  });
});
