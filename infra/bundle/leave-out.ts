import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** Credential providers of the SDK's default chain. Lambda never uses them, because its credentials come from the environment. */
export const unusedCredentialProviders = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** Packages that the SDK loads only in a browser, or for operations that answer with a stream of events. Rekey calls no such operation. */
export const unusedBySdk = ['bowser', '@smithy/core/event-streams'];

/**
 * Replaces each of these packages and modules with an empty module. The code never needs them.
 *
 * @param names as regular expressions. A module of the project is `#lib/…`, also where another module of its folder imports it as `./…`
 */
export function leaveOut(names: readonly string[]): Plugin {
  const isLeftOut = new RegExp(`^(${names.join('|')})$`);
  return {
    name: 'leave-out',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: new RegExp(`${isLeftOut.source}|^\\./.*\\.ts$`) }, ({ path: imported, resolveDir }) =>
        isLeftOut.test(nameOf(imported, resolveDir)) ? { path: 'left-out', namespace: 'left-out' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
}

const root = fileURLToPath(new URL('../..', import.meta.url));

function nameOf(imported: string, resolveDir: string): string {
  return imported.startsWith('./') ? `#${path.relative(root, path.join(resolveDir, imported))}` : imported;
}
