import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { setLocalEnvironment } from '#infra/local/local-environment.ts';
import { bundleEverything } from './bundle-everything.ts';
import { bundleSizes } from './bundle-sizes.ts';
import { coldImports } from './cold-imports.ts';
import { printCosts, usageOf } from './cost-of-resets.ts';
import { type Figure, printFigures } from './figure.ts';
import { firstRequests } from './first-requests.ts';
import { inNewProcess } from './in-new-process.ts';
import { load } from './load.ts';
import { measureRequest } from './measured-request.ts';
import { memory } from './memory.ts';
import { ownTime } from './own-time.ts';
import { redemption } from './redemption.ts';
import { countResets, roundTrips } from './reset-counts.ts';
import { warmRequests } from './warm-requests.ts';

/** `npm run bench` prints every figure beside its limit from the same run, with `--json` as JSON. It fails only if E3 is not met. */
const outDir = 'build/bench';
Object.assign(process.env, {
  REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true',
  REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000',
  REKEY_BCRYPT_COST: '10',
});
const loadBefore = loadavg();
const startedAt = performance.now();

await bundleEverything(outDir);
const resets = await countResets(outDir);
const stopStack = await startServedStack();
const measured = await measureRequest(outDir);
const figures: Figure[] = [];
for (const measure of [
  () => bundleSizes(outDir),
  () => coldImports(outDir),
  () => firstRequests(measured),
  () => warmRequests(measured),
  () => ownTime(outDir),
  async () => roundTrips(resets),
  () => redemption(outDir),
  () => memory(measured),
  load,
]) {
  figures.push(...(await withoutOutput(measure)));
}
stopStack();
const timing: readonly Figure[] = await inNewProcess('timing', {});
figures.push(...timing);

const circumstances = {
  node: process.version,
  processors: availableParallelism(),
  loadBefore,
  loadAfter: loadavg(),
  seconds: Math.round((performance.now() - startedAt) / 1000),
};
if (process.argv.includes('--json')) {
  console.log(
    JSON.stringify(
      { circumstances, figures, resets: resets.map((reset) => ({ ...reset, usage: usageOf(reset) })) },
      undefined,
      2,
    ),
  );
} else {
  printFigures(figures);
  printCosts(resets);
  console.log(`\n${JSON.stringify(circumstances)}`);
}
process.exit(timing.every(({ isMet }) => isMet) ? 0 : 1);

/** Starts `serve-stack.ts` and points this process to it. Returns a function that stops it. */
async function startServedStack(): Promise<() => void> {
  const served = spawn(process.execPath, ['test/bench/serve-stack.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(served.stdout), 'line');
  setLocalEnvironment(JSON.parse(line), false);
  return () => void served.kill();
}

/** Discards the output of this process during the work. The functions write their log, which is part of their work, but nobody reads it. */
async function withoutOutput<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
