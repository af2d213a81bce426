import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { functionIdsOf } from '#lib/function-ids.ts';
import { servedRoutes } from '#lib/routes.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { bundle } from './bundle/bundle.ts';
import { withDeploymentFile } from './deployments/deployment-file.ts';
import { addNotices } from './notices/third-party-notices.ts';
import { parseDeployment } from './stack/deployment.ts';
import { newApp, RekeyStack } from './stack/rekey-stack.ts';

const codeDir = fileURLToPath(new URL('../build/deployed', import.meta.url));

try {
  const app = newApp();
  const deployment = parseDeployment(withDeploymentFile(app.node.getAllContext()), process.env);
  // The deployment uploads the whole folder, so chunks of an earlier bundle must not stay in it.
  await rm(codeDir, { recursive: true, force: true });
  const ids = functionIdsOf(servedRoutes(deployment.settings));
  await bundle(ids, codeDir, deployment);
  await addNotices(ids, codeDir);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new RekeyStack(app, { deployment, codeDir });
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) {
    throw error;
  }
  console.error(error.message);
  process.exit(1);
}
