import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { routes } from '#lib/routes.ts';
import { bareClientId, codeCacheFolder, isOtherUpstream, upstreamFolder } from './bundle-everything.ts';
import { atMostTimes, type Figure, shown } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { median } from './statistics.ts';

const rounds = 9;
/** The limit takes its turn before as many functions, because every ratio depends on it. */
const functionsPerLimit = 7;

type Samples = { id: string; url: string; milliseconds: number[]; cpuMilliseconds: number[] };

/**
 * Measures how long a new process takes to import the bundle of each route, and beside it the one with a code cache, and the one for a Rekey in front
 * of the products' own servers if that is another. The bundles take turns, so that a slow machine slows all of them. What has no
 * goal takes part in every other round.
 */
export async function coldImports(outDir: string): Promise<Figure[]> {
  const bare = samplesOf(outDir, bareClientId);
  const own = routes.map(({ id }) => samplesOf(outDir, id));
  const others = await Promise.all(own.map(async (samples) => ((await isOtherUpstream(outDir, samples.id)) ? [samples] : [])));
  const pairs = others.flat().map((beside) => ({ beside, upstream: samplesOf(upstreamFolder(outDir), beside.id) }));
  const cached = own.map((beside) => ({ beside, cached: samplesOf(codeCacheFolder(outDir), beside.id) }));
  const withoutGoal = [...cached.map((pair) => pair.cached), ...pairs.map(({ upstream }) => upstream)];
  for (let round = 0; round < rounds; round++) {
    const isLong = round % 2 === 0;
    const functions = own.flatMap((each, index) => (index % functionsPerLimit === 0 ? [bare, each] : [each]));
    for (const { url, milliseconds, cpuMilliseconds } of [...functions, ...(isLong ? withoutGoal : [])]) {
      const [wall, cpu] = await inNewProcess('cold-import', {}, url);
      milliseconds.push(wall);
      cpuMilliseconds.push(cpu);
    }
  }
  return [
    ...own.map((samples) => atMostTimes(measured('cold import, median', samples, bare), 1.25)),
    ...cached.map((pair) => shown(measured('cold import, code cache beside none', pair.cached, pair.beside))),
    ...pairs.map(({ upstream, beside }) => shown(measured('cold import, upstream beside own table', upstream, beside))),
  ];
}

function samplesOf(folder: string, id: string): Samples {
  return { id, url: pathToFileURL(path.resolve(folder, id, 'index.mjs')).href, milliseconds: [], cpuMilliseconds: [] };
}

function measured(figure: string, samples: Samples, limit: Samples) {
  const cpu = { value: median(samples.cpuMilliseconds), limit: median(limit.cpuMilliseconds) };
  const [value, least] = [median(samples.milliseconds), median(limit.milliseconds)];
  return { figure, subject: samples.id, value, unit: 'ms', limit: least, cpu } as const;
}
