import { access, mkdir, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { bundle } from '#infra/bundle/bundle.ts';
import { functionIds } from '#lib/function-ids.ts';

const longestWaitMilliseconds = 60_000;

/** A folder that the processes of one test run share. jest.config.js names the run, and remove-bundles.ts removes the folder. */
export const sharedFolder = `build/test-run-${process.env.TEST_RUN ?? process.pid}`;

/**
 * Bundles every function for the upload. Bundling takes longer than some of the tests, so the first process of a run does it for all of them.
 *
 * @returns the folder that holds `<function id>/index.mjs`
 */
export async function bundleOnce(): Promise<string> {
  const outDir = `${sharedFolder}/functions`;
  const done = `${sharedFolder}/done`;
  await mkdir(sharedFolder, { recursive: true });
  if (await isFirstToMake(outDir)) {
    await bundle(functionIds, outDir);
    await writeFile(done, '');
  }
  await untilExists(done);
  return outDir;
}

/** If several processes make the same folder, only one succeeds. */
async function isFirstToMake(folder: string): Promise<boolean> {
  return mkdir(folder).then(
    () => true,
    () => false,
  );
}

async function untilExists(file: string): Promise<void> {
  const deadline = performance.now() + longestWaitMilliseconds;
  const exists = () =>
    access(file).then(
      () => true,
      () => false,
    );
  while (!(await exists())) {
    if (performance.now() > deadline) {
      throw new Error(`no process wrote ${file} within ${longestWaitMilliseconds} ms`);
    }
    await setTimeout(50);
  }
}
