import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { callsServer } from '#infra/stack/functions/function-needs.ts';
import { computesHashes } from '#lib/http/route.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';
import { addCodeCache, type CodeCacheOptions, cachedEntry } from './code-cache/add-code-cache.ts';
import { inlineAuthorities, inlineFilter } from './inline-given.ts';
import { leaveOut, unusedBySdk, unusedCredentialProviders } from './leave-out.ts';
import { plainBuiltins } from './plain-builtins.ts';
import { unneededModules } from './unneeded-modules.ts';

type Evaluated = {
  readonly load: () => Promise<object>;
  /** The packages whose code or data is in its values. The bundler does not see these packages, but THIRD_PARTY_NOTICES names them. */
  readonly packages: readonly string[];
};

const root = fileURLToPath(new URL('../..', import.meta.url));

export type BundledFor = {
  /** They say which accounts stay in a product's own server. */
  settings: Settings;
  /** Of those servers, in PEM. */
  certificateAuthorities?: string | undefined;
  /** The Node.js that makes the code caches of routes (ADR 27). Absent: no function has a code cache. */
  codeCache?: string | undefined;
  /** The processor of the functions, if they have code caches. */
  architecture?: CodeCacheOptions['architecture'] | undefined;
  /** `ranked`, or a file with a list. Absent: no filter of breached passwords. */
  breachedPasswords?: string | undefined;
};

/**
 * Bundles functions for the upload: `<outDir>/<function id>/index.mjs`, and beside it the chunks that a function loads only when it needs them. A
 * bundle holds no code that its function cannot reach under these settings.
 *
 * @param ids the ids of the functions, which are their files under functions/
 */
export async function bundle(
  ids: readonly string[],
  outDir: string,
  bundledFor: BundledFor = { settings: parseSettings({}) },
): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const { codeCache, breachedPasswords } = bundledFor;
  const filter = inlineFilter(breachedPasswords);
  const cached = codeCache === undefined ? [] : ids.filter((id) => routes.some((route) => route.id === id));
  const others = ids.filter((id) => !cached.includes(id));
  await Promise.all(
    others.map((id) => build({ ...withPlugin(optionsOfFunction(id, bundledFor), filter), outdir: path.join(outDir, id) })),
  );
  // One after the other, because each of them runs a process.
  for (const id of cached) {
    await bundleWithCodeCache(id, path.join(outDir, id), bundledFor, filter);
  }
}

/** Nobody waits for the mail functions, so only those of routes have a code cache. */
async function bundleWithCodeCache(id: string, outdir: string, bundledFor: BundledFor, filter: Plugin): Promise<void> {
  const { settings, codeCache: node = process.execPath, architecture = 'arm64' } = bundledFor;
  await build({ ...withPlugin(optionsOfFunction(id, bundledFor, cachedEntry), filter), outdir });
  await addCodeCache(id, outdir, { node, architecture, settings }, optionsOf('', [plainBuiltins]));
}

function withPlugin({ plugins = [], ...options }: BuildOptions, plugin: Plugin): BuildOptions {
  return { ...options, plugins: [plugin, ...plugins] };
}

/**
 * Bundles one file, with the AWS SDK, into `<outDir>/index.mjs`.
 *
 * @param file a file that exports a handler, relative to the project
 */
export async function bundleFile(
  file: string,
  outDir: string,
  { plugins = [] }: { plugins?: readonly Plugin[] } = {},
): Promise<void> {
  await build({ ...optionsOf(entry(file), [...plugins, ...projectPlugins([])]), outdir: outDir });
}

/** The modules that are in a function's bundle, as files relative to the project. It writes nothing. */
export async function modulesIn(id: string, bundledFor: BundledFor): Promise<readonly string[]> {
  const options = { ...optionsOfFunction(id, bundledFor), outdir: 'build', write: false, minify: false, metafile: true } as const;
  const { metafile } = await build(options);
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
}

/** Finds what the bundles of these functions are made of, all together. It writes nothing. */
export async function analyseBundles(ids: readonly string[]): Promise<{ metafile: Metafile; evaluatedFrom: readonly string[] }> {
  const imports = ids.map((id, index) => `export * as function${index} from './functions/${id}.ts';`).join('\n');
  const options = { ...optionsOf(imports, projectPlugins([])), outdir: 'build', write: false, metafile: true } as const;
  const { metafile } = await build(options);
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  return { metafile, evaluatedFrom: files.flatMap((file) => evaluated[file]?.packages ?? []) };
}

/**
 * Modules that are replaced by their values. A bundle then carries the 10,000 words of the blocklist and not the package that ranks 49,233, and the
 * finished code of the pages and not the code that makes it. The list that the page fetches is compressed here, once, and not at each request.
 */
const evaluated: { readonly [file: string]: Evaluated } = {
  'lib/passwords/common-passwords.ts': {
    load: () => import('#lib/passwords/common-passwords.ts'),
    packages: ['@zxcvbn-ts/language-common'],
  },
  'lib/passwords/common-passwords-brotli.ts': {
    load: () => import('#lib/passwords/common-passwords-brotli.ts'),
    packages: ['@zxcvbn-ts/language-common'],
  },
  'lib/passwords/common-passwords-gzip.ts': {
    load: () => import('#lib/passwords/common-passwords-gzip.ts'),
    packages: ['@zxcvbn-ts/language-common'],
  },
  'lib/page/assets.ts': { load: () => import('#lib/page/assets.ts'), packages: [] },
};

const inlineValues: Plugin = {
  name: 'inline-values',
  setup: ({ onLoad }) => {
    for (const [file, { load }] of Object.entries(evaluated)) {
      onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, async () => {
        const constants = Object.entries(await load()).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
        return { contents: constants.join('\n'), loader: 'js' };
      });
    }
  },
};

function projectPlugins(leftOut: readonly string[]): readonly Plugin[] {
  return [inlineValues, plainBuiltins, leaveOut([...unusedCredentialProviders, ...unusedBySdk, ...leftOut])];
}

function optionsOfFunction(
  id: string,
  { settings, certificateAuthorities }: BundledFor,
  entryOf: (file: string) => string = entry,
): BuildOptions {
  const leftOut = [...unneededModules(id, settings), ...(needsHashes(id, settings) ? [] : ['bcryptjs'])];
  const authorities = callsServer(id, settings) ? certificateAuthorities : undefined;
  return optionsOf(entryOf(`functions/${id}.ts`), [inlineAuthorities(authorities), ...projectPlugins(leftOut)]);
}

function optionsOf(contents: string, plugins: readonly Plugin[]): BuildOptions {
  return {
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, sourcefile: 'index.ts', loader: 'ts' },
    entryNames: 'index',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    // The notices are in THIRD_PARTY_NOTICES beside each bundle.
    legalComments: 'none',
    // With escapes, the sentences in Arabic and Japanese would be three times as long.
    charset: 'utf8',
    plugins: [...plugins],
  };
}

/** Mail functions compute no hashes. */
function needsHashes(id: string, settings: Settings): boolean {
  return routes.some((route) => route.id === id && computesHashes(route, settings));
}

/** Lambda's INIT phase ends when the function's module is loaded. A process that Lambda only freezes and thaws does not run this again. */
function entry(file: string): string {
  return `
  export { handler } from './${file}';
  import { initPhaseDone } from '#lib/runtime/init-phase.ts';
  await initPhaseDone();
`;
}
