import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { eventOf, type Handler } from '#test/golden/send-event.ts';
import { upstreamFolder } from './bundle-everything.ts';
import type { Figure } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { startPlaceStack } from './place-stack.ts';
import { kolmogorovSmirnov, median } from './statistics.ts';
import { concealing, concealingIds, placesOfAccounts } from './timed-routes.ts';

/**
 * E3: tests whether the time of an answer shows who has an account, on one route that conceals it. Runs in its own process for `bench-parts.ts` and prints
 * figures. The function is its bundle.
 */
const [outDir = '', givenPlace, givenId] = process.argv.slice(2);
const place = placesOfAccounts.find((each) => each === givenPlace);
const id = concealingIds.find((each) => each === givenId);
if (place === undefined || id === undefined) {
  throw new Error(`there is no ${givenPlace} or no ${givenId}`);
}
const warmRequests = 1_000;
const coldRequests = 20;
const warmUp = 200;
const { realm, request } = concealing[id];

Object.assign(process.env, { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true', REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000' });
// On AWS the mailer is another function, so it takes no time from these.
const { storePerson, serverCalls } = await startPlaceStack(place, async () => async () => undefined);
const folder = place === 'upstream' ? upstreamFolder(outDir) : outDir;
const url = pathToFileURL(path.resolve(folder, id, 'index.mjs')).href;
const { handler }: { handler: Handler } = await import(url);

type Temperature = 'warm' | 'cold';
type Taken = { milliseconds: number; cpuMilliseconds: number };
type Sample = Taken & { isKnown: boolean };
const figures: Figure[] = [];

for (let index = 0; index < warmRequests + coldRequests; index += 2) {
  await storePerson({ realm, id: nameOf(index) });
}
for (let index = 0; index < warmUp; index++) {
  await warmRequest(request(`warmup-${index}`), index);
}
figures.push(figureOf('warm', await sample(0, warmRequests, warmRequest)));
figures.push(figureOf('cold', await sample(warmRequests, coldRequests, coldRequest)));
if (serverCalls().length > 0) {
  throw new Error(`${id} asked a server, although it conceals accounts (U6): ${serverCalls()[0]}`);
}
console.log(JSON.stringify(figures));
process.exit(0);

/** The names of both groups have the same length. */
function nameOf(index: number): string {
  return `${index % 2 === 0 ? 'known' : 'nobod'}-${String(index).padStart(6, '0')}`;
}

type Measure = (request: GoldenRequest, address: number) => Promise<Taken>;

/** Known and unknown names take turns, so that a slow machine slows both. */
async function sample(first: number, count: number, measure: Measure): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let index = first; index < first + count; index++) {
    samples.push({ isKnown: index % 2 === 0, ...(await measure(request(nameOf(index)), index)) });
  }
  return samples;
}

/** The database runs in this process, too, so the processor time includes its part. */
async function warmRequest(asked: GoldenRequest, address: number): Promise<Taken> {
  const event = eventOf(asked, address);
  const usedBefore = process.cpuUsage();
  const startedAt = performance.now();
  const { statusCode } = await handler(event, lambdaContext(id ?? ''));
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(usedBefore);
  if (statusCode !== 200) {
    throw new Error(`${id} answered with ${statusCode}`);
  }
  return { milliseconds, cpuMilliseconds: (user + system) / 1000 };
}

/** Measures in a new process, from the loading of the function. */
async function coldRequest(asked: GoldenRequest, address: number): Promise<Taken> {
  const [importing, requesting, cpuMilliseconds] = await inNewProcess(
    'first-request',
    {},
    url,
    JSON.stringify(eventOf(asked, address)),
  );
  return { milliseconds: importing + requesting, cpuMilliseconds };
}

/** For cold starts only the statistic decides, because they differ from each other by more than the bounds for the medians. */
function figureOf(temperature: Temperature, samples: readonly Sample[]): Figure {
  const of = (isKnown: boolean, time: keyof Taken) =>
    samples.filter((each) => each.isKnown === isKnown).map((each) => each[time]);
  const [known, unknown] = [of(true, 'milliseconds'), of(false, 'milliseconds')];
  const [medianKnown, medianUnknown] = [median(known), median(unknown)];
  const cpu = { value: median(of(true, 'cpuMilliseconds')), limit: median(of(false, 'cpuMilliseconds')) };
  const difference = Math.abs(medianKnown - medianUnknown);
  const { distance, p } = kolmogorovSmirnov(known, unknown);
  const isClose = difference < 1 && difference / medianUnknown < 0.05;
  const statistic = `Kolmogorov–Smirnov p > 0.01 (p ${p.toFixed(3)}, D ${distance.toFixed(3)}, ${samples.length} requests)`;
  return {
    figure: `E3 ${place}, known beside unknown, ${temperature}`,
    subject: id ?? '',
    value: medianKnown,
    unit: 'ms',
    limit: medianUnknown,
    cpu,
    goal: temperature === 'warm' ? `< 1 ms and < 5 % apart; ${statistic}` : statistic,
    isMet: p > 0.01 && (isClose || temperature === 'cold'),
  };
}
