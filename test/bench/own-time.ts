import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { bundleFile } from '#infra/bundle/bundle.ts';
import { leaveOut } from '#infra/bundle/leave-out.ts';
import { unneededModules } from '#infra/bundle/unneeded-modules.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { forgotPassword, setPassword, validateToken } from '#test/golden/crafter-studio/parts.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { atMost, type Figure } from './figure.ts';
import { quantile } from './statistics.ts';

/** Only the adapters are stubs. Pipeline, schemas, rules, words, headers and log are real. */
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
  // The stubbed port computes no hash. redemption.ts measures bcrypt.
  setPassword({ token, new: 'a new pass phrase of mine' }),
];

export const measuredRoutes = measured.map(({ route }) => route);

/** Measures how long a warm function itself works on a request, without its ports. It writes its log, but the output is discarded. */
export async function ownTime(outDir: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { route, request } of measured) {
    const { handler } = await import(await bundleWithStubs(outDir, route));
    const samples = await timesOf(handler, JSON.stringify(eventOf(request, 1)));
    const figure = { figure: 'own time, ports stubbed', unit: 'ms' } as const;
    figures.push(atMost({ ...figure, subject: `${route}, p50`, value: quantile(samples, 0.5) }, 0.1));
    figures.push(atMost({ ...figure, subject: `${route}, p99`, value: quantile(samples, 0.99) }, 0.5));
  }
  return figures;
}

/** Returns the URL of the bundle. Accounts are in Rekey's own table, whose adapter is a stub. */
export async function bundleWithStubs(outDir: string, route: string): Promise<string> {
  const folder = path.resolve(outDir, 'stubbed', route);
  const unneeded = leaveOut(unneededModules(route, parseSettings({})));
  await bundleFile(`functions/${route}.ts`, folder, { plugins: [stubPorts, unneeded] });
  return pathToFileURL(path.join(folder, 'index.mjs')).href;
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
