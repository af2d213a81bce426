import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { routes } from '#lib/routes.ts';
import { bareClientId } from './bundle-everything.ts';
import { atMostTimes, type Figure } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { median } from './statistics.ts';

const rounds = 31;

/** Measures how long a new process takes to import the bundle of each route. The bundles take turns, so that a slow machine slows all of them. */
export async function coldImports(outDir: string): Promise<Figure[]> {
  const samples = new Map<string, number[]>([bareClientId, ...routes.map(({ id }) => id)].map((id) => [id, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [id, milliseconds] of samples) {
      milliseconds.push(await inNewProcess('cold-import', {}, pathToFileURL(path.resolve(outDir, id, 'index.mjs')).href));
    }
  }
  const limit = median(samples.get(bareClientId) ?? []);
  return routes.map(({ id }) =>
    atMostTimes({ figure: 'cold import, median', subject: id, value: median(samples.get(id) ?? []), unit: 'ms', limit }, 1.25),
  );
}
