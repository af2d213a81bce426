import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BuildOptions, build, transform } from 'esbuild';
import { variablesOf } from '#infra/stack/functions/setting-variables.ts';
import { type Settings, SettingsError, settingNames } from '#lib/settings/settings.ts';
import { sampleEvent } from './sample-event.ts';

const run = promisify(execFile);

export type CodeCacheOptions = {
  /** A program that runs like the Node.js of Lambda's runtime. */
  node: string;
  /** The processor for which the functions are deployed. */
  architecture: 'arm64' | 'x86_64';
  settings: Settings;
};

/** What a function with a code cache exports. Its first file waits for the INIT phase, because a script cannot. */
export function cachedEntry(file: string): string {
  return `
  export { handler } from './${file}';
  export { initPhaseDone } from '#lib/runtime/init-phase.ts';
  export { reportCodeCache } from '#lib/runtime/report-code-cache.ts';
`;
}

/**
 * Turns `<folder>/index.mjs` into a script that V8 can cache, and makes its cache. V8 has no cache for modules, so the code becomes a function, and a
 * small module loads it.
 *
 * @throws {SettingsError} when `node` does not run like the functions
 */
export async function addCodeCache(
  functionId: string,
  folder: string,
  { node, architecture, settings }: CodeCacheOptions,
  buildOptions: BuildOptions,
): Promise<void> {
  const entryFile = path.join(folder, 'index.mjs');
  const { code } = await transform(await readFile(entryFile, 'utf8'), {
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minify: true,
    charset: 'utf8',
    // An import() in a script is an experiment of Node.js. It becomes a require(), and what it loads becomes no part of the script.
    supported: { 'dynamic-import': false },
    logOverride: { 'empty-import-meta': 'error' },
  });
  const source = `(function(exports,require,module){${code}})`;
  // V8 compares only the length of the source with its cache, so each source has a name of its own.
  const codeName = `code-${createHash('sha256').update(source).digest('hex').slice(0, 12)}.cjs`;
  await rm(entryFile);
  await writeFile(path.join(folder, codeName), source);
  await build({
    ...buildOptions,
    stdin: { contents: loaderOf(codeName), resolveDir: buildOptions.absWorkingDir ?? '.', sourcefile: 'index.ts', loader: 'ts' },
    outdir: folder,
  });
  await makeCache(node, {
    codeFile: path.resolve(folder, codeName),
    architecture: architecture === 'x86_64' ? 'x64' : 'arm64',
    event: await sampleEvent(functionId),
    variables: variablesOf(withoutServers(settings), settingNames),
  });
}

function loaderOf(codeName: string): string {
  return `
  import { loadCode } from '#lib/runtime/load-code.ts';
  const { exported, codeCache } = loadCode(import.meta.dirname + '/${codeName}');
  export const { handler } = exported;
  exported.reportCodeCache(codeCache);
  await exported.initPhaseDone();
`;
}

async function makeCache(node: string, made: object): Promise<void> {
  const script = fileURLToPath(new URL('make-code-cache.ts', import.meta.url));
  try {
    await run(node, [script, JSON.stringify(made)], { timeout: 120_000 });
  } catch (error) {
    const written = typeof error === 'object' && error !== null && 'stderr' in error ? `${error.stderr}`.trim() : '';
    throw new SettingsError(`codeCache: ${node} made no code cache.\n${written || 'Is it a program that you can run?'}`);
  }
}

/** The request that warms the cache must reach no real server. */
function withoutServers(settings: Settings): Settings {
  const nowhere = (url: string | null) => url && 'https://localhost:1';
  return {
    ...settings,
    crafterProfileUrl: nowhere(settings.crafterProfileUrl),
    crafterStudioUrl: nowhere(settings.crafterStudioUrl),
    trafficOpsUrl: nowhere(settings.trafficOpsUrl),
    oidcIssuer: nowhere(settings.oidcIssuer),
  };
}
