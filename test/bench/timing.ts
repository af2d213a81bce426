import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadSource } from '#infra/local/load-function.ts';
import { startStack } from '#infra/local/start-stack.ts';
import { forgotPassword } from '#test/golden/crafter-studio/parts.ts';
import { forgotPassword as askOnLoginPage } from '#test/golden/crafter-studio-v2/parts.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { sendEvent } from '#test/golden/send-event.ts';
import { postReset } from '#test/golden/traffic-ops/messages.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';
import { callsOfPages } from '#test/page/calls-of-pages.ts';
import type { Figure } from './figure.ts';
import { kolmogorovSmirnov, median } from './statistics.ts';

/** E3: tests whether the time of an answer shows who has an account, on the routes that conceal it. Runs in its own process for `bench.ts` and prints figures. */
const warmRequests = 1_000;
const coldRequests = 60;
const run = promisify(execFile);

Object.assign(process.env, { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true', REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000' });
// On AWS the mailer is another function, so it takes no time from these.
const withoutMailer = async (id: string) => (id.startsWith('mail/') ? async () => undefined : loadSource(id));
const stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true, handlers: withoutMailer });
const world = wireWorld(stack);

type Concealing = {
  id: string;
  realm: 'crafter-studio' | 'traffic-ops';
  /** The number of its first person, so that no two routes ask for the same. */
  first: number;
  request: (person: string) => GoldenRequest;
};

const concealing: readonly Concealing[] = [
  {
    id: 'traffic-ops/reset-password',
    realm: 'traffic-ops',
    first: 0,
    request: (person) => postReset({ email: `${person}@example.com` }),
  },
  {
    id: 'crafter-studio/forgot-password',
    realm: 'crafter-studio',
    first: 100_000,
    request: (person) => forgotPassword(`?username=${person}`).request,
  },
  {
    id: 'crafter-studio-v2/forgot-password',
    realm: 'crafter-studio',
    first: 300_000,
    request: (person) => askOnLoginPage(`?username=${person}`).request,
  },
  {
    id: 'page/ask-for-link',
    realm: 'crafter-studio',
    first: 200_000,
    request: (person) => ({ ...callsOfPages['page/ask-for-link'], body: `realm=crafter-studio&identifier=${person}` }),
  },
];

type Temperature = 'warm' | 'cold';
type Sample = { isKnown: boolean; milliseconds: number };
const figures: Figure[] = [];

for (const route of concealing) {
  await storePeople(world, route, warmRequests + coldRequests);
  figures.push(figureOf(route.id, 'warm', await sample(route, warmRequests, 'warm', warmRequest)));
  figures.push(figureOf(route.id, 'cold', await sample(route, coldRequests, 'cold', coldRequest)));
}
await stack.stop();
console.log(JSON.stringify(figures));
process.exit(0);

/** The names of both groups have the same length. */
function nameOf(index: number): string {
  return `${index % 2 === 0 ? 'known' : 'nobod'}-${String(index).padStart(6, '0')}`;
}

async function storePeople({ storeAccount }: World, { realm, first }: Concealing, count: number): Promise<void> {
  for (let index = first; index < first + count; index += 2) {
    await storeAccount({ realm, id: nameOf(index) });
  }
}

type Measure = (route: Concealing, request: GoldenRequest, address: number) => Promise<number>;

/** Known and unknown names take turns, so that a slow machine slows both. */
async function sample(route: Concealing, count: number, temperature: Temperature, measure: Measure): Promise<Sample[]> {
  if (temperature === 'warm') {
    for (let index = 0; index < 200; index++) {
      await measure(route, route.request(`warmup-${index}`), index);
    }
  }
  const offset = route.first + (temperature === 'warm' ? 0 : warmRequests);
  const samples: Sample[] = [];
  for (let index = offset; index < offset + count; index++) {
    const milliseconds = await measure(route, route.request(nameOf(index)), index - route.first);
    samples.push({ isKnown: index % 2 === 0, milliseconds });
  }
  return samples;
}

async function warmRequest({ id }: Concealing, request: GoldenRequest, address: number): Promise<number> {
  // Only the route says what the handler takes. The local server relies on the same.
  const handler = (await loadSource(id)) as Parameters<typeof sendEvent>[1];
  const startedAt = performance.now();
  const { status } = await sendEvent(id, handler, request, address);
  const milliseconds = performance.now() - startedAt;
  if (status !== 200) {
    throw new Error(`${id} answered with ${status}`);
  }
  return milliseconds;
}

/** Measures in a new process, from the loading of the function. */
async function coldRequest({ id }: Concealing, request: GoldenRequest): Promise<number> {
  const { stdout } = await run(process.execPath, ['test/bench/cold-request.ts', id, JSON.stringify(request)], {
    env: process.env,
  });
  return Number(stdout);
}

/** For cold starts only the statistic decides, because they differ from each other by more than the bounds for the medians. */
function figureOf(subject: string, temperature: Temperature, samples: readonly Sample[]): Figure {
  const of = (isKnown: boolean) => samples.filter((each) => each.isKnown === isKnown).map(({ milliseconds }) => milliseconds);
  const [known, unknown] = [of(true), of(false)];
  const [medianKnown, medianUnknown] = [median(known), median(unknown)];
  const difference = Math.abs(medianKnown - medianUnknown);
  const { distance, p } = kolmogorovSmirnov(known, unknown);
  const isClose = difference < 1 && difference / medianUnknown < 0.05;
  const statistic = `Kolmogorov–Smirnov p > 0.01 (p ${p.toFixed(3)}, D ${distance.toFixed(3)}, ${samples.length} requests)`;
  return {
    figure: `E3 known beside unknown, ${temperature}, median`,
    subject,
    value: medianKnown,
    unit: 'ms',
    limit: medianUnknown,
    goal: temperature === 'warm' ? `< 1 ms and < 5 % apart; ${statistic}` : statistic,
    isMet: p > 0.01 && (isClose || temperature === 'cold'),
  };
}
