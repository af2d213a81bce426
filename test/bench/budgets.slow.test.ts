// It takes seconds because it builds the real bundles and counts their bytes, round trips and units.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '#lib/routes.ts';
import { bundleOnce } from '#test/bundles/bundle-once.ts';
import { bareClientId, bundleBareClient, bundleBytes } from './bundle-everything.ts';
import { bundleBudget } from './bundle-sizes.ts';
import { usageOf } from './cost-of-resets.ts';
import { countResets, type ResetCount, roundTrips } from './reset-counts.ts';

let outDir: string;
let resets: readonly ResetCount[];
let bareBytes: number;

beforeAll(async () => {
  outDir = await bundleOnce();
  await bundleBareClient(outDir);
  bareBytes = await bundleBytes(outDir, bareClientId);
  resets = await countResets(outDir);
}, 120_000);

describe('budgets that do not depend on the machine:', () => {
  test.each(routes)('the bundle of $id is within its budget', async (route) => {
    const bytes = await bundleBytes(outDir, route.id);
    expect(bytes).toBeLessThanOrEqual(bundleBudget(route));
    expect(bytes / bareBytes).toBeLessThan(1.7);
  });

  test.each(routes)('$id imports none of Node’s own modules by name, because that would load undici', async ({ id }) => {
    expect(await readFile(path.join(outDir, id, 'index.mjs'), 'utf8')).not.toMatch(/\bfrom ?"(node:|crypto|http)/);
  });

  test('no answer takes more than two round trips, and none that redeems a token more than three', () => {
    const counted = roundTrips(resets);
    expect(counted.length).toBe(9);
    expect(counted.filter(({ isMet }) => !isMet)).toEqual([]);
  });

  test('a reset uses the units in docs/deploying.md', async () => {
    const used = resets.map((reset) => usageOf(reset));
    expect(used.map(({ writeUnit }) => writeUnit)).toEqual([8, 9, 9]);
    expect(used.map(({ readUnit }) => readUnit)).toEqual([10, 9, 8.5]);
    expect(used.map(({ mail }) => mail)).toEqual([2, 2, 2]);
    const documented = await readFile('docs/deploying.md', 'utf8');
    const row = (start: string) => documented.split('\n').find((line) => line.startsWith(`| ${start}`)) ?? '';
    const units = (start: string) => [...row(start).matchAll(/\| ([\d.]+): [\d.]+ /g)].map(([, unit]) => Number(unit));
    expect(units('DynamoDB, writes')).toEqual([8, 9, 9]);
    expect(units('DynamoDB, reads')).toEqual([10, 9, 8.5]);
    expect(units('API Gateway')).toEqual(used.map(({ apiRequest }) => apiRequest));
    expect(units('Lambda, invocations')).toEqual(used.map(({ invocation }) => invocation));
  });
});
