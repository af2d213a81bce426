import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { lambdaContext } from '#infra/local/lambda-context.ts';
import { loadSource } from '#infra/local/load-function.ts';
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { routes } from '#lib/routes.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import { shapeFaults } from './dialect-shape.ts';
import { eventsOf, knownValues } from './fuzzed-events.ts';
import { refuseWhatDynamoRefuses } from './refuse-what-dynamo-refuses.ts';
import { startWiredRekey, type WiredRekey } from './wired-rekey.ts';

const cases = Number(process.env.FUZZ_CASES || 2_000);
const seed = Number(process.env.FUZZ_SEED || Math.floor(Math.random() * 2 ** 31));
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

let rekey: WiredRekey;
beforeAll(async () => {
  process.on('unhandledRejection', note);
  rekey = await startWiredRekey({
    REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000',
    REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES: '1000000',
    REKEY_PROXY_SECRET: 'a secret of the proxy',
    REKEY_CLIENT_ADDRESS_HEADER: 'x-forwarded-for',
  });
  for (const client of [dynamoClient(), limitsClient()]) {
    refuseWhatDynamoRefuses(client);
  }
  console.log(`${cases} fuzzed events; FUZZ_SEED=${seed} brings the same again`);
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  await rekey.stop();
});

describe('F3 fuzzed events get answers of the dialect’s shape, never a 5xx, and reject nothing:', () => {
  test.each(routes)(
    '$id',
    async (route) => {
      // A function's handler is known by its route alone; the local server trusts it the same way.
      const handler = (await loadSource(route.id)) as Handler;
      const known = await knownValues(rekey, route.id);
      await fc.assert(
        fc.asyncProperty(eventsOf(route, known), async (event) => {
          const { statusCode = 0, headers = {}, cookies = [], body = '' } = await handler(event, lambdaContext(route.id));
          const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
          const answer = { status: statusCode, headers: { ...sent, 'set-cookie': cookies.join('\n') }, body };
          expect(shapeFaults(route.id, answer)).toEqual([]);
          if (route.hashesPasswords && statusCode === 200) {
            await known.restore();
          }
        }),
        { seed, numRuns: Math.ceil(cases / routes.length), interruptAfterTimeLimit: 3_600_000 },
      );
      expect(unhandled).toEqual([]);
    },
    3_600_000,
  );
});

type Handler = (
  event: APIGatewayProxyEventV2,
  context: ReturnType<typeof lambdaContext>,
) => Promise<{ statusCode?: number; headers?: { [name: string]: unknown }; cookies?: string[]; body?: GoldenResponse['body'] }>;
