import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

export type KnownSecret = {
  /** What the functions are told, and what `aws secretsmanager` takes. */
  readonly name: string;
  /** The one secret, for policies. */
  readonly arn: string;
};

/** The secrets that sign sessions: generated here, unless the operator names their own. */
export class SessionSecrets extends Construct {
  readonly administrators: KnownSecret;
  readonly trafficOpsSessions: KnownSecret;

  constructor(scope: Construct, id: string, { settings, given }: Deployment) {
    super(scope, id);
    this.administrators = given.has('administratorSecret')
      ? named(this, 'administrators', settings.administratorSecret)
      : generated(this, 'administrators', 'Signs the tokens of administrators for crafter-studio/reset-password');
    this.trafficOpsSessions = given.has('trafficOpsSessionSecret')
      ? named(this, 'trafficOpsSessions', settings.trafficOpsSessionSecret)
      : generated(this, 'trafficOpsSessions', 'Signs the sessions that a Traffic Ops reset link opens');
  }
}

function named(scope: Construct, id: string, secretName: string): KnownSecret {
  const secret = Secret.fromSecretNameV2(scope, id, secretName);
  // Secrets Manager ends the ARN with six characters of its own choice.
  return { name: secretName, arn: `${secret.secretArn}-??????` };
}

function generated(scope: Construct, id: string, description: string): KnownSecret {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'A rotation logs people out of running resets, so the operator decides when; the functions accept the current and the previous version.',
  });
  return { name: secret.secretArn, arn: secret.secretArn };
}
