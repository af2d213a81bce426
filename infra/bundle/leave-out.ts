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

/** Replaces each of these packages and modules, given as regular expressions, with an empty module. The code never needs them. */
export function leaveOut(packages: readonly string[]): Plugin {
  return {
    name: 'leave-out',
    setup: ({ onResolve, onLoad }) => {
      const filter = new RegExp(`^(${packages.join('|')})$`);
      onResolve({ filter }, () => ({ path: 'left-out', namespace: 'left-out' }));
      onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
}
