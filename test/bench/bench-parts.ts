import { setLocalEnvironment } from '#infra/local/local-environment.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { bundleEverything, bundleWithCodeCaches, codeCacheFolder } from './bundle-everything.ts';
import { bundleSizes } from './bundle-sizes.ts';
import { coldImports } from './cold-imports.ts';
import type { Figure } from './figure.ts';
import { firstRequests } from './first-requests.ts';
import { firstUpstreamRequests } from './first-upstream-requests.ts';
import { grownAccounts } from './growth/grown-accounts.ts';
import { inNewProcess } from './in-new-process.ts';
import { load } from './load.ts';
import { mailCosts } from './mail-costs.ts';
import { mailWorks } from './mail-work.ts';
import { measureRequest } from './measured-request.ts';
import { memory } from './memory.ts';
import { ownTime } from './own-time.ts';
import { redemption } from './redemption.ts';
import { countResets, countUpstreamResets, type ResetCount, roundTrips, upstreamFigures } from './reset-counts.ts';
import { startServedStack } from './served-stack.ts';
import { concealingIds, placesOfAccounts } from './timed-routes.ts';
import { warmRequests } from './warm-requests.ts';

/** A part of the bench, which `--only` names. Parts with the same name run together. */
type Part = {
  name: string;
  /** It takes minutes, so it runs only if `--only` names it. */
  isSlow?: true;
  measure(): Promise<readonly Figure[]>;
};

export type Bench = {
  parts: readonly Part[];
  /** The counted resets with accounts in Rekey's own table. */
  resets(): Promise<readonly ResetCount[]>;
  stop(): void;
};

/** The parts of the bench. Each of them prepares only what it needs. */
export function benchParts(outDir: string): Bench {
  const bundled = madeOnce(() => bundleEverything(outDir));
  const cached = madeOnce(() => bundled().then(() => bundleWithCodeCaches(outDir)));
  const resets = madeOnce(() => bundled().then(() => countResets(outDir)));
  const upstreamResets = madeOnce(() => bundled().then(() => countUpstreamResets(outDir)));
  const stops: (() => void)[] = [];
  const served = madeOnce(async () => {
    await bundled();
    const { urls, stop } = await startServedStack('own table');
    setLocalEnvironment(urls, false);
    stops.push(stop);
  });
  const measured = madeOnce(() => served().then(() => measureRequest(outDir)));
  const part = (name: string, prepared: () => Promise<unknown>, measure: () => Promise<readonly Figure[]>): Part => ({
    name,
    measure: () => prepared().then(measure),
  });
  return {
    parts: [
      part('bundles', bundled, () => bundleSizes(outDir)),
      // They only count, so they may run at the same time.
      part(
        'resets',
        () => Promise.all([resets(), upstreamResets()]),
        async () => roundTrips(await resets()),
      ),
      { name: 'resets', measure: async () => upstreamFigures(await upstreamResets(), await resets()) },
      part('cold-imports', cached, () => coldImports(outDir)),
      {
        name: 'first-requests',
        measure: async () => firstRequests(await measured(), await cached().then(() => codeCacheFolder(outDir))),
      },
      part('first-requests', served, () => firstUpstreamRequests(outDir)),
      { name: 'warm-requests', measure: async () => warmRequests(await measured()) },
      part('own-time', bundled, () => ownTime(outDir)),
      part('redemption', served, () => redemption(outDir)),
      ...mailWorks.map((work) => part('mail', served, () => mailCosts(outDir, work))),
      { name: 'memory', measure: async () => memory(await measured()) },
      { name: 'load', measure: load },
      { name: 'accounts', isSlow: true, measure: grownAccounts },
      // Each place has a process of its own, so two processors can do both at once.
      ...concealingIds.map((id) =>
        part('timing', bundled, async () => {
          const figures = await Promise.all(placesOfAccounts.map((place) => inNewProcess('timing', {}, outDir, place, id)));
          return figures.flat();
        }),
      ),
    ],
    resets,
    stop: () => {
      for (const end of stops) {
        end();
      }
    },
  };
}
