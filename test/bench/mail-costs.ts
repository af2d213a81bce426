import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { localSettings } from '#infra/local/local-environment.ts';
import { bareMailClientId } from './bundle-everything.ts';
import { atMostTimes, type Figure, shown } from './figure.ts';
import { type MailWork, nameOf } from './mail-work.ts';
import { recordCalls } from './record-calls.ts';
import { median } from './statistics.ts';

/** How many records a mail function gets at a time on AWS, if that many wait (`infra/stack/mail/mail-stream.ts`). */
const batchSize = 10;
const rounds = { single: 50, batch: 8 };
const warmUp = { single: 50, batch: 3 };
const mostTimes = 1.5;

type Side = {
  handler: (event: unknown, context: object) => Promise<unknown>;
  /** Stores what these people need, and returns the event with their records. */
  prepare: (people: readonly number[]) => Promise<unknown>;
};
type Sides = { readonly [side in 'function' | 'bare']: Side };
type Samples = { [side in keyof Sides]: { wall: number[]; cpu: number[] } };

/** Every sample has people of its own. */
let lastPerson = 0;

/**
 * Measures what a mail costs its function: one record at a time, and in full batches, as a stream delivers them. The bare clients make the same calls
 * to DynamoDB and SES in as many round trips, with the same message, and take turns with the function. Other processes serve both.
 */
export async function mailCosts(outDir: string, work: MailWork): Promise<Figure[]> {
  const sides = await sidesOf(outDir, work);
  const single = await sample(sides, 1, warmUp.single, rounds.single);
  const batches = await sample(sides, batchSize, warmUp.batch, rounds.batch);
  return figuresOf(work, single, batches);
}

function figuresOf({ subject }: MailWork, single: Samples, batches: Samples): Figure[] {
  const each = (samples: readonly number[]) => samples.reduce((sum, sample) => sum + sample, 0) / samples.length / batchSize;
  const rate = (samples: readonly number[]) => 1_000 / each(samples);
  const measured = { subject, unit: 'ms' } as const;
  const cpu = { value: median(single.function.cpu), limit: median(single.bare.cpu) };
  const wall = { value: median(single.function.wall), limit: median(single.bare.wall) };
  const batchCpu = { value: each(batches.function.cpu), limit: each(batches.bare.cpu) };
  const throughput = { value: rate(batches.function.wall), limit: rate(batches.bare.wall) };
  return [
    atMostTimes({ figure: 'record of a stream, CPU, median', ...measured, ...cpu }, mostTimes),
    shown({ figure: 'record of a stream, median', ...measured, ...wall }),
    atMostTimes({ figure: `CPU of a record, batches of ${batchSize}`, ...measured, ...batchCpu }, mostTimes),
    shown({ figure: `throughput of a shard, batches of ${batchSize}`, subject, unit: 'records/s', ...throughput }),
  ];
}

async function sample(sides: Sides, size: number, warmUp: number, rounds: number): Promise<Samples> {
  const samples: Samples = { function: { wall: [], cpu: [] }, bare: { wall: [], cpu: [] } };
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of round % 2 === 0 ? (['bare', 'function'] as const) : (['function', 'bare'] as const)) {
      const { handler, prepare } = sides[name];
      const event = await prepare(Array.from({ length: size }, () => ++lastPerson));
      const usedBefore = process.cpuUsage();
      const startedAt = performance.now();
      await handler(event, { awsRequestId: 'measured' });
      const milliseconds = performance.now() - startedAt;
      const { user, system } = process.cpuUsage(usedBefore);
      if (round >= 0) {
        samples[name].wall.push(milliseconds);
        samples[name].cpu.push((user + system) / 1000);
      }
    }
  }
  return samples;
}

async function sidesOf(outDir: string, work: MailWork): Promise<Sides> {
  const settings = localSettings();
  const urlOf = (id: string) => pathToFileURL(path.resolve(outDir, id, 'index.mjs')).href;
  const records = (numbers: readonly number[]) => Promise.all(numbers.map((person) => work.prepare(settings, person)));
  const recorded = ++lastPerson;
  const event = { Records: [await work.prepare(settings, recorded)] };
  const callsOf = await recordCalls(urlOf(work.id), event, nameOf(recorded));
  return {
    function: {
      handler: (await import(urlOf(work.id))).handler,
      prepare: async (numbers) => ({ Records: await records(numbers) }),
    },
    bare: {
      handler: (await import(urlOf(bareMailClientId))).handler,
      prepare: async (numbers) => {
        await records(numbers);
        return numbers.map((person) => callsOf(nameOf(person)));
      },
    },
  };
}
