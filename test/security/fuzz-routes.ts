import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import { routes } from '#lib/routes.ts';
import { proxySecretHash } from '#test/proxy-secret.ts';
import { shapeFaults } from './dialect-shape.ts';
import { eventsOf, knownValues } from './fuzzed-events.ts';
import type { Rekey, SettingVariables } from './rekey.ts';

const seed = Number(process.env.FUZZ_SEED || Math.floor(Math.random() * 2 ** 31));
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

/** Sends fuzzed events to every route. */
export function fuzzRoutes(start: (settings: SettingVariables) => Promise<Rekey>, cases: number): void {
  let rekey: Rekey;
  beforeAll(async () => {
    process.on('unhandledRejection', note);
    rekey = await start({
      REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000',
      REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES: '1000000',
      REKEY_PROXY_SECRET_HASHES: proxySecretHash,
      REKEY_CLIENT_ADDRESS_HEADER: 'x-forwarded-for',
    });
    console.log(`${cases} fuzzed events; FUZZ_SEED=${seed} repeats them`);
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await rekey.stop();
  });

  describe('F3 a fuzzed event gets an answer of the dialect’s shape, never a 5xx or a rejected promise:', () => {
    test.each(routes)(
      '$id',
      async (route) => {
        const handler = await rekey.handlerOf(route.id);
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
}
