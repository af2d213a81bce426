import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SettingsError } from '#lib/settings/settings.ts';
import { deploymentContext } from './deployment-file.ts';
import { takeOption } from './take-option.ts';
import { useDeployment } from './use-deployment.ts';

/**
 * `npm run deploy -- --env production …` and its siblings: the CDK's command of this name with the settings of `deployments/production.json`. Every
 * other option goes to the CDK.
 */
const [action = '', ...words] = process.argv.slice(2);
/** The example names nobody's mail domain, so nothing but a synthesis can be made of it. */
const example = 'example';

try {
  const { value, others } = takeOption(words, '--env');
  const hasOwnContext = others.some((word) => /^(-c|--context)$|^(-c|--context)=/.test(word));
  const env = value ?? (action === 'synth' && !hasOwnContext ? example : undefined);
  if (env === example && action !== 'synth') {
    throw new SettingsError('The example cannot be deployed. Make a file of your own: npm run deployments -- create <name>');
  }
  if (env === example) {
    delete process.env.DEPLOYMENTS_DIR;
  }
  if (env !== undefined) {
    useDeployment(env);
  }
  const cdk = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));
  const context = env === undefined ? [] : ['--context', `${deploymentContext}=${env}`];
  process.exitCode = spawnSync(process.execPath, [cdk, action, ...context, ...others], { stdio: 'inherit' }).status ?? 1;
} catch (error) {
  if (!(error instanceof Error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
