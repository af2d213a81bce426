import { access, mkdir, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { bundle } from '#infra/bundle/bundle.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';

const patienceMilliseconds = 60_000;

/** Holds what the processes of one run of the tests share; jest.config.js names the run, remove-bundles.ts removes the folder. */
export const sharedFolder = `build/test-run-${process.env.TEST_RUN ?? process.pid}`;

/**
 * Every function as it is uploaded. To bundle them takes longer than to test some, so the first of a run that asks makes them for all.
 *
 * @returns the folder that holds `<function id>/index.mjs`
 */
export async function bundleOnce(): Promise<string> {
  const outDir = `${sharedFolder}/functions`;
  const done = `${sharedFolder}/done`;
  await mkdir(sharedFolder, { recursive: true });
  if (await isMadeByUs(outDir)) {
    await bundle(
      [...routes, ...mailFunctions].map(({ id }) => id),
      outDir,
    );
    await writeFile(done, '');
  }
  await untilThere(done);
  return outDir;
}

/** Of several processes that make a folder, one succeeds. */
async function isMadeByUs(folder: string): Promise<boolean> {
  return mkdir(folder).then(
    () => true,
    () => false,
  );
}

async function untilThere(file: string): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds;
  const isThere = () =>
    access(file).then(
      () => true,
      () => false,
    );
  while (!(await isThere())) {
    if (performance.now() > deadline) {
      throw new Error(`nobody made ${file}`);
    }
    await setTimeout(50);
  }
}
