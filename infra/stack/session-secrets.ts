import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

export type KnownSecret = {
  /** The name in the functions' variables and for `aws secretsmanager`. */
  readonly name: string;
  /** The ARN for policies. */
  readonly arn: string;
};

/** The secrets that sign sessions and administrators' tokens. The stack generates each one unless the operator names their own. */
export class SessionSecrets extends Construct {
  readonly administrators: KnownSecret;
  readonly trafficOpsSessions: KnownSecret;

  constructor(scope: Construct, id: string, { settings, given }: Deployment) {
    super(scope, id);
    this.administrators = given.has('administratorSecret')
      ? existingSecret(this, 'administrators', settings.administratorSecret)
      : generatedSecret(this, 'administrators', 'Signs the tokens of administrators for crafter-studio/reset-password');
    this.trafficOpsSessions = given.has('trafficOpsSessionSecret')
      ? existingSecret(this, 'trafficOpsSessions', settings.trafficOpsSessionSecret)
      : generatedSecret(this, 'trafficOpsSessions', 'Signs the sessions that a Traffic Ops reset link opens');
  }
}

function existingSecret(scope: Construct, id: string, secretName: string): KnownSecret {
  const secret = Secret.fromSecretNameV2(scope, id, secretName);
  // Secrets Manager adds six random characters to the ARN.
  return { name: secretName, arn: `${secret.secretArn}-??????` };
}

function generatedSecret(scope: Construct, id: string, description: string): KnownSecret {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'A rotation ends the sessions of people in the middle of a reset, so the operator decides when to rotate. The functions accept the current and the previous version.',
  });
  return { name: secret.secretArn, arn: secret.secretArn };
}
