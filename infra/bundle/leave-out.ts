import type { Plugin } from 'esbuild';

/** Credential providers of the SDK's default chain that Lambda never uses: its credentials come from the environment. */
export const unusedCredentialProviders = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** What the SDK loads in a browser, and for operations that answer with a stream of events: none that is called here does. */
export const unusedBySdk = ['bowser', '@smithy/core/event-streams'];

/** Puts an empty module in the place of each of these packages, all of which are loaded when needed, and so never. */
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
