import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import * as assets from '#lib/page/assets.ts';
import * as blocklist from '#lib/passwords/common-passwords.ts';
import { routes } from '#lib/routes.ts';
import { leaveOut, unusedBySdk, unusedCredentialProviders } from './leave-out.ts';
import { plainBuiltins } from './plain-builtins.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Modules that are replaced by their values, so that a bundle carries 10,000 words and not the package that ranks 49,233, and the pages' finished
 * code and not what finishes it.
 */
const evaluated: { readonly [file: string]: object } = {
  'lib/passwords/common-passwords.ts': blocklist,
  'lib/page/assets.ts': assets,
};

const inlineValues: Plugin = {
  name: 'inline-values',
  setup: ({ onLoad }) => {
    for (const [file, values] of Object.entries(evaluated)) {
      const constants = Object.entries(values).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
      onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, () => ({ contents: constants.join('\n'), loader: 'js' }));
    }
  },
};

/**
 * Bundles functions as they are uploaded: `<outDir>/<function id>/index.mjs`, and beside it what it loads only when needed.
 *
 * @param ids of functions, which are their files under functions/
 */
export async function bundle(ids: readonly string[], outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await Promise.all(ids.map((id) => bundleFile(`functions/${id}.ts`, path.join(outDir, id), { leftOut: unreachable(id) })));
}

/** Only who sets passwords computes hashes. */
function unreachable(id: string): readonly string[] {
  const touches = [...routes, ...mailFunctions].find((declared) => declared.id === id)?.touches;
  return touches?.some((verb) => verb === 'accounts.setPassword') ? [] : ['bcryptjs'];
}

type BundleOptions = {
  /** Packages that it loads only when needed, which is never. */
  leftOut?: readonly string[];
  plugins?: readonly Plugin[];
};

/** Lambda's INIT phase lasts until its module is loaded. A process that is only frozen and thawed does not come this way again. */
const entry = (file: string) => `
  export { handler } from './${file}';
  import { initPhaseDone } from '#lib/runtime/init-phase.ts';
  await initPhaseDone();
`;

/**
 * Bundles one file, with the AWS SDK, into `<outDir>/index.mjs`.
 *
 * @param file exports a handler; relative to the project
 */
export async function bundleFile(
  file: string,
  outDir: string,
  { leftOut = [], plugins = [] }: BundleOptions = {},
): Promise<void> {
  await build({
    absWorkingDir: root,
    stdin: { contents: entry(file), resolveDir: root, sourcefile: 'index.ts', loader: 'ts' },
    outdir: outDir,
    entryNames: 'index',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    legalComments: 'none',
    // Escaped, the sentences in Arabic and Japanese would be three times as long.
    charset: 'utf8',
    plugins: [...plugins, inlineValues, plainBuiltins, leaveOut([...unusedCredentialProviders, ...unusedBySdk, ...leftOut])],
  });
}
