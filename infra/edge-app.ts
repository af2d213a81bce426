import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { SettingsError } from '#lib/settings/settings.ts';
import { withDeploymentFile } from './deployments/deployment-file.ts';
import { EdgeStack } from './edge/edge-stack.ts';
import { parseDeployment } from './stack/deployment.ts';
import { newApp } from './stack/rekey-stack.ts';

try {
  const app = newApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new EdgeStack(app, parseDeployment(withDeploymentFile(app.node.getAllContext()), process.env));
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) {
    throw error;
  }
  console.error(error.message);
  process.exit(1);
}
