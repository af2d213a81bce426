import { createRequire } from 'node:module';
import { App } from 'aws-cdk-lib';

/** Behaves as an app that is begun with this version of the CDK: its older habits are kept behind flags. Tells nobody about itself. */
export function newApp(): App {
  const context = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  return new App({ analyticsReporting: false, context });
}
