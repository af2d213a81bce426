import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import * as assets from '#lib/page/assets.ts';
import * as blocklist from '#lib/passwords/common-passwords.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

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

/** Credential providers of the SDK's default chain that Lambda never uses: its credentials come from the environment. */
const unusedCredentialProviders = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

const leaveOutCredentialProviders: Plugin = {
  name: 'leave-out-credential-providers',
  setup: ({ onResolve, onLoad }) => {
    const filter = new RegExp(`^(${unusedCredentialProviders.join('|')})$`);
    onResolve({ filter }, ({ path: name }) => ({ path: name, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
};

/**
 * Bundles functions as they are uploaded: `<outDir>/<function id>/index.mjs`, and beside it what it loads only when needed.
 *
 * @param ids of functions, which are their files under functions/
 */
export async function bundle(ids: readonly string[], outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await Promise.all(
    ids.map((id) =>
      build({
        absWorkingDir: root,
        entryPoints: { index: `functions/${id}.ts` },
        outdir: path.join(outDir, id),
        bundle: true,
        minify: true,
        splitting: true,
        format: 'esm',
        platform: 'node',
        target: 'node24',
        mainFields: ['module', 'main'],
        outExtension: { '.js': '.mjs' },
        legalComments: 'none',
        // CommonJS dependencies ask for node's modules by require, which ESM has not.
        banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
        plugins: [inlineValues, leaveOutCredentialProviders],
      }),
    ),
  );
}
