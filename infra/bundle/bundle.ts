import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import * as assets from '#lib/page/assets.ts';
import * as blocklist from '#lib/passwords/common-passwords.ts';
import { routes } from '#lib/routes.ts';
import { leaveOut, unusedBySdk, unusedCredentialProviders } from './leave-out.ts';
import { plainBuiltins } from './plain-builtins.ts';

type BundleOptions = {
  /** Packages that the code loads only when it needs them, and that it never needs. */
  leftOut?: readonly string[];
  plugins?: readonly Plugin[];
};

type Evaluated = {
  readonly values: object;
  /** The packages whose code or data is in the values. The bundler does not see these packages, but THIRD_PARTY_NOTICES names them. */
  readonly packages: readonly string[];
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles functions for the upload: `<outDir>/<function id>/index.mjs`, and beside it the chunks that a function loads only when it needs them.
 *
 * @param ids the ids of the functions, which are their files under functions/
 */
export async function bundle(ids: readonly string[], outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await Promise.all(ids.map((id) => bundleFile(`functions/${id}.ts`, path.join(outDir, id), { leftOut: unneeded(id) })));
}

/**
 * Bundles one file, with the AWS SDK, into `<outDir>/index.mjs`.
 *
 * @param file a file that exports a handler, relative to the project
 */
export async function bundleFile(
  file: string,
  outDir: string,
  { leftOut = [], plugins = [] }: BundleOptions = {},
): Promise<void> {
  await build({ ...optionsOf(entry(file), [...plugins, ...projectPlugins(leftOut)]), outdir: outDir });
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
 * finished code of the pages and not the code that makes it.
 */
const evaluated: { readonly [file: string]: Evaluated } = {
  'lib/passwords/common-passwords.ts': { values: blocklist, packages: ['@zxcvbn-ts/language-common'] },
  'lib/page/assets.ts': { values: assets, packages: [] },
};

const inlineValues: Plugin = {
  name: 'inline-values',
  setup: ({ onLoad }) => {
    for (const [file, { values }] of Object.entries(evaluated)) {
      const constants = Object.entries(values).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
      onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, () => ({ contents: constants.join('\n'), loader: 'js' }));
    }
  },
};

function projectPlugins(leftOut: readonly string[]): readonly Plugin[] {
  return [inlineValues, plainBuiltins, leaveOut([...unusedCredentialProviders, ...unusedBySdk, ...leftOut])];
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

/** Only a function that sets passwords computes hashes. */
function unneeded(id: string): readonly string[] {
  const touches = [...routes, ...mailFunctions].find((declared) => declared.id === id)?.touches;
  return touches?.some((verb) => verb === 'accounts.setPassword') ? [] : ['bcryptjs'];
}

/** Lambda's INIT phase ends when the function's module is loaded. A process that Lambda only freezes and thaws does not run this again. */
function entry(file: string): string {
  return `
  export { handler } from './${file}';
  import { initPhaseDone } from '#lib/runtime/init-phase.ts';
  await initPhaseDone();
`;
}
