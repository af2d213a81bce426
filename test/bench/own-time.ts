import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { bundleFile } from '#infra/bundle/bundle.ts';
import { forgotPassword, setPassword, validateToken } from '#test/golden/crafter-studio/parts.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { atMost, type Figure } from './figure.ts';
import { quantile } from './statistics.ts';

/** The adapters are what is stubbed; pipeline, schemas, rules, words, headers and log are the real ones. */
const stubPorts: Plugin = {
  name: 'stub-ports',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^#lib\/dynamo\/dynamo-[\w-]+\.ts$/ }, () => ({ path: path.resolve('test/bench/stub-ports.ts') }));
  },
};

const token = 'x'.repeat(43);
const measured = [
  forgotPassword('?username=jane.doe'),
  validateToken(`?token=${token}`),
  // Its hash is the port's: bcrypt is a limit, measured by itself.
  setPassword({ token, new: 'a new pass phrase of mine' }),
];

/** How long a warm function is busy with a request itself, without its ports. Its log is written, to nowhere. */
export async function ownTime(outDir: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { route, request } of measured) {
    const folder = path.resolve(outDir, 'stubbed', route);
    await bundleFile(`functions/${route}.ts`, folder, { plugins: [stubPorts] });
    const { handler } = await import(pathToFileURL(path.join(folder, 'index.mjs')).href);
    const samples = await timesOf(handler, JSON.stringify(eventOf(request, 1)));
    const figure = { figure: 'own time, ports stubbed', unit: 'ms' } as const;
    figures.push(atMost({ ...figure, subject: `${route}, p50`, value: quantile(samples, 0.5) }, 0.1));
    figures.push(atMost({ ...figure, subject: `${route}, p99`, value: quantile(samples, 0.99) }, 0.5));
  }
  return figures;
}

async function timesOf(
  handler: (event: unknown, context: object) => Promise<{ statusCode: number }>,
  event: string,
): Promise<number[]> {
  const samples: number[] = [];
  for (let round = -1_000; round < 5_000; round++) {
    const given = JSON.parse(event);
    const startedAt = performance.now();
    const { statusCode } = await handler(given, { awsRequestId: 'own' });
    if (round >= 0) {
      samples.push(performance.now() - startedAt);
    }
    if (statusCode !== 200) {
      throw new Error(`answered with ${statusCode}`);
    }
  }
  return samples;
}
