// It takes seconds because it builds the real bundles and counts their bytes, round trips and units.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '#lib/routes.ts';
import { bundleOnce } from '#test/bundles/bundle-once.ts';
import {
  bareClientId,
  bundleBareClient,
  bundleBytes,
  bundleUpstream,
  isOtherUpstream,
  upstreamFolder,
} from './bundle-everything.ts';
import { bundleBudget } from './bundle-sizes.ts';
import { usageOf } from './cost-of-resets.ts';
import { bundleWithStubs, measuredRoutes } from './own-time.ts';
import { countResets, countUpstreamResets, type ResetCount, roundTrips } from './reset-counts.ts';

const products = ['Crafter Profile', 'Crafter Studio', 'Traffic Ops'];

let outDir: string;
let resets: readonly ResetCount[];
let bareBytes: number;

beforeAll(async () => {
  outDir = await bundleOnce();
  await bundleBareClient(outDir);
  bareBytes = await bundleBytes(outDir, bareClientId);
  resets = await countResets(outDir);
}, 600_000);

describe('budgets that do not depend on the machine:', () => {
  test.each(routes)('the bundle of $id is within its budget', async (route) => {
    const bytes = await bundleBytes(outDir, route.id);
    expect(bytes).toBeLessThanOrEqual(bundleBudget(route));
    expect(bytes / bareBytes).toBeLessThan(1.7);
  });

  test.each(routes)('$id imports none of Node’s own modules by name, because that would load undici', async ({ id }) => {
    expect(await readFile(path.join(outDir, id, 'index.mjs'), 'utf8')).not.toMatch(/\bfrom ?"(node:|crypto|http)/);
  });

  test('no answer takes more than two round trips, and none that sets a password by a link more than three', () => {
    const counted = roundTrips(resets);
    expect(counted.length).toBe(9);
    expect(counted.filter(({ isMet }) => !isMet)).toEqual([]);
  });

  test.each(measuredRoutes)('%s can be bundled without its ports, to measure its own time', async (id) => {
    await expect(bundleWithStubs(outDir, id)).resolves.toContain(id);
  });

  test('a reset uses the units in docs/deploying.md', async () => {
    const used = resets.map((reset) => usageOf(reset));
    expect(used.map(({ writeUnit }) => writeUnit)).toEqual([10, 10, 10]);
    expect(used.map(({ readUnit }) => readUnit)).toEqual([11, 11, 11.5]);
    expect(used.map(({ mail }) => mail)).toEqual([2, 2, 2]);
    const documented = await readFile('docs/deploying.md', 'utf8');
    const row = (start: string) => documented.split('\n').find((line) => line.startsWith(`| ${start}`)) ?? '';
    const units = (start: string) => [...row(start).matchAll(/\| ([\d.]+): [\d.]+ /g)].map(([, unit]) => Number(unit));
    expect(units('DynamoDB, writes')).toEqual([10, 10, 10]);
    expect(units('DynamoDB, reads')).toEqual([11, 11, 11.5]);
    expect(units('API Gateway')).toEqual(used.map(({ apiRequest }) => apiRequest));
    expect(units('Lambda, invocations')).toEqual(used.map(({ invocation }) => invocation));
  });
});

describe('in front of the products’ own servers, docs/performance.md says', () => {
  let upstreamResets: readonly ResetCount[];
  beforeAll(async () => {
    await bundleUpstream(outDir);
    upstreamResets = await countUpstreamResets(outDir);
  }, 600_000);

  const documented = readFileSync('docs/performance.md', 'utf8');
  const inTheDocument = (text: string) => (documented.includes(text) ? text : 'something else');

  test('how many calls each function makes to its server, and how many round trips to DynamoDB', () => {
    const rows = upstreamResets.flatMap(({ counts }, reset) =>
      counts.map(({ id, serverCalls, roundTrips: upstream }, step) => {
        const own = resets[reset]?.counts[step]?.roundTrips;
        return `| ${products[reset]} | \`${id}\` | ${serverCalls.length} | ${own} → ${upstream} |`;
      }),
    );
    expect(rows.map(inTheDocument)).toEqual(rows);
  });

  test('how many calls a whole reset makes, and for how many of them a person waits', () => {
    const summed = (isCounted: (id: string) => boolean) =>
      upstreamResets.map(
        ({ counts }) => counts.filter(({ id }) => isCounted(id)).flatMap(({ serverCalls }) => serverCalls).length,
      );
    const to = ([profile, studio, trafficOps]: readonly number[]) =>
      `${profile} calls to Crafter Profile, ${studio} to Crafter Studio and ${trafficOps} to Traffic Ops`;
    const sentences = [
      `A reset makes ${to(summed(() => true))}`,
      `A person waits for ${to(summed((id) => !id.startsWith('mail/')))}`,
    ];
    expect(sentences.map(inTheDocument)).toEqual(sentences);
  });

  test('by how much a bundle grows at most, and that the functions of the pages do not change', async () => {
    const mostKilobytes = Number(/grows by at most (\d+) KB/.exec(documented)?.[1]);
    const pages = routes.filter(({ id }) => id.startsWith('page/'));
    for (const { id } of routes) {
      const grown = (await bundleBytes(upstreamFolder(outDir), id)) - (await bundleBytes(outDir, id));
      expect(grown).toBeLessThanOrEqual(mostKilobytes * 1000);
    }
    await expect(Promise.all(pages.map(({ id }) => isOtherUpstream(outDir, id)))).resolves.toEqual(pages.map(() => false));
  });
});
