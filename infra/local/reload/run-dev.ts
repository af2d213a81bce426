import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { localSettings } from '#infra/local/local-environment.ts';
import { runStack } from '#infra/local/run-stack.ts';
import { functionIds, type StackCode, stackCode } from '#infra/local/stack-code.ts';
import { startStack } from '#infra/local/start-stack.ts';
import type { ModuleVersions } from './module-versions.ts';
import { watchFiles } from './watch-files.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const watched = ['functions', 'lib', 'infra/local', 'infra/demo'].map((folder) => root + folder);
const stackCodeUrl = new URL('../stack-code.ts', import.meta.url).href;

/** This module builds the files in `lib/page/browser/` when it is loaded, and imports none of them. */
const builtFrom = {
  folder: `lib${sep}page${sep}browser${sep}`,
  module: new URL('../../../lib/page/assets.ts', import.meta.url).href,
};

/** Runs the local stack, and loads the code of the functions and of the local pages again when a file changes. Data and mails stay. */
export async function runDev(versions: ModuleVersions): Promise<void> {
  let code = stackCode();
  let reloading = Promise.resolve();
  const reload = async (files: readonly string[]) => {
    const next = await loadAgain(versions, files);
    code = next ?? code;
  };
  watchFiles(watched, (files) => {
    reloading = reloading.then(() => reload(files));
  });
  await runStack({
    name: 'npm run dev',
    description: 'Runs npm start, and loads the functions again when you change a file in lib, functions or infra/local.',
    isForPeople: true,
    start: (options) => startStack({ ...options, code: () => code }),
  });
}

/** @returns the new code; undefined if the former one stays */
async function loadAgain(versions: ModuleVersions, files: readonly string[]): Promise<StackCode | undefined> {
  const startedAt = performance.now();
  const isBuilt = (file: string) => relative(root, file).startsWith(builtFrom.folder);
  const changed = versions.change([...files.map(urlOf), ...(files.some(isBuilt) ? [builtFrom.module] : [])]);
  const known = files.filter((file) => changed.has(urlOf(file)) || isBuilt(file));
  if (known.length === 0) {
    return undefined;
  }
  const names = known.map((file) => relative(root, file)).join(', ');
  const isServed = [...changed].some((url) => url === stackCodeUrl || url.includes('/functions/'));
  if (!isServed) {
    console.error(`${names} changed. Start npm run dev again to use it.`);
    return undefined;
  }
  try {
    const module: { stackCode: typeof stackCode } = await import(versions.current(stackCodeUrl));
    const code = module.stackCode();
    await Promise.all(functionIds(code, localSettings()).map((id) => code.load(id)));
    console.error(`${names} changed. Loaded in ${Math.round(performance.now() - startedAt)} ms.`);
    return code;
  } catch (error) {
    console.error(`${names} changed, but the code does not load. The former code still answers.`, error);
    return undefined;
  }
}

function urlOf(file: string): string {
  return pathToFileURL(file).href;
}
