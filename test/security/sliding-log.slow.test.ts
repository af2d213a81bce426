// It takes seconds because it sends thousands of random requests to DynamoDB and compares them with a model of the limits.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import type { MailLimits } from '#lib/reset/ports.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { seed } from './seed.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

/** Milliseconds, enough for a busy machine. */
const slowly = 60_000;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const wait = fc.oneof(
  fc.constantFrom(0, 1, minute - 1, minute, minute + 1, hour - 1, hour),
  fc.integer({ min: 0, max: 30 * second }),
  fc.integer({ min: 0, max: 25 * minute }),
);

test(
  `M7 interleaved requests are accepted exactly as a sliding log would (seed ${seed})`,
  async () => {
    const mailLimits = fc.record({
      mailsPerMinute: fc.integer({ min: 1, max: 5 }),
      mailsPerTokenLifetime: fc.integer({ min: 1, max: 8 }),
      tokenLifetimeMinutes: fc.constantFrom(5, 60, 90),
    });
    const step = fc.record({ wait, who: fc.nat({ max: 2 }), times: fc.integer({ min: 1, max: 4 }) });
    let requests = 0;
    const check = fc.asyncProperty(
      mailLimits,
      fc.array(step, { minLength: 40, maxLength: 50, size: 'max' }),
      async (limits, steps) => {
        const resetRequests = dynamoResetRequests(database.settings);
        const identifiers = [0, 1, 2].map(() => sampleRequest().identifier);
        const logs: number[][] = [[], [], []];
        let now = 1_700_000_000_000;
        for (const { wait, who, times } of steps) {
          now += wait;
          const put = () => resetRequests.put(sampleRequest({ identifier: identifiers[who] ?? '', requestedAt: now }), limits);
          const outcomes = await Promise.all(Array.from({ length: times }, put));
          const expected = Array.from({ length: times }, () => admit(logs[who] ?? [], now, limits));
          expect(outcomes.sort()).toEqual(expected.sort());
          requests += times;
        }
      },
    );
    await fc.assert(check, { seed, numRuns: 16 });
    expect(requests).toBeGreaterThan(1000);
  },
  slowly,
);

/** The model, which keeps the times of the accepted requests. */
function admit(log: number[], now: number, limits: MailLimits): 'accepted' | 'throttled' {
  const { mailsPerMinute, mailsPerTokenLifetime, tokenLifetimeMinutes } = limits;
  const since = (window: number) => log.filter((time) => time > now - window).length;
  if (since(minute) >= mailsPerMinute || since(tokenLifetimeMinutes * minute) >= mailsPerTokenLifetime) {
    return 'throttled';
  }
  log.push(now);
  return 'accepted';
}

test(
  `E4 E6 a client address gets its full number of requests in each window of five minutes, whichever instances count them (seed ${seed})`,
  async () => {
    const window = 5 * minute;
    const step = fc.record({
      wait,
      who: fc.nat({ max: 1 }),
      instance: fc.nat({ max: 2 }),
      times: fc.integer({ min: 1, max: 3 }),
    });
    let run = 0;
    const check = fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
      async (maximum, steps) => {
        run += 1;
        const instances = [0, 1, 2].map(() => dynamoLimits(database.settings));
        const counts = new Map<string, number>();
        let now = 1_700_000_000_000;
        for (const { wait, who, instance, times } of steps) {
          now += wait;
          const key = `address#run ${run}, caller ${who}`;
          const outcomes = await Promise.all(Array.from({ length: times }, () => instances[instance]?.count(key, maximum, now)));
          const index = Math.floor(now / window);
          const before = counts.get(`${key} ${index}`) ?? 0;
          counts.set(`${key} ${index}`, before + times);
          const over = { within: false, retryAfterSeconds: Math.ceil(((index + 1) * window - now) / second) };
          const within = Math.max(0, Math.min(times, maximum - before));
          expect(outcomes.filter((outcome) => outcome?.within)).toHaveLength(within);
          expect(outcomes.filter((outcome) => !outcome?.within)).toEqual(Array(times - within).fill(over));
        }
      },
    );
    await fc.assert(check, { seed, numRuns: 20 });
  },
  slowly,
);
