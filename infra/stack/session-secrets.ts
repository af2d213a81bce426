import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { ownKey } from './own-key.ts';

export type KnownSecret = {
  /** The name in the functions' variables and for `aws secretsmanager`. */
  readonly name: string;
  /** The ARN for policies. Several if the name leaves open which of them is the secret's own. */
  readonly arns: readonly string[];
  /** The operator's own key that encrypts it. */
  readonly keyArn?: string;
};

export type SecretName = 'administrators' | 'trafficOpsSessions' | 'crafterProfile' | 'crafterStudio';

/**
 * The secrets that sign sessions and administrators' tokens, and those with Rekey's credentials at the products' own servers. The stack generates each
 * one of the first kind unless the operator names their own. Those of the second kind come from the servers, so only the operator has them.
 */
export class SessionSecrets extends Construct {
  /** Only with Crafter Studio. */
  readonly administrators?: KnownSecret;
  /** Only with Traffic Ops. */
  readonly trafficOpsSessions?: KnownSecret;
  readonly #ofServers: { readonly [name in SecretName]?: KnownSecret };

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { settings, given, secretsKey } = deployment;
    const existingSecret = (name: string): KnownSecret => ({
      name,
      arns: arnsOf(this, name),
      ...(secretsKey !== undefined && { keyArn: secretsKey }),
    });
    const generate = (name: SecretName, description: string) => generatedSecret(this, name, description, deployment);
    if (settings.products.includes('crafter-studio')) {
      this.administrators = given.has('administratorSecret')
        ? existingSecret(settings.administratorSecret)
        : generate('administrators', 'Signs the tokens of administrators for crafter-studio/reset-password');
    }
    if (settings.products.includes('traffic-ops')) {
      this.trafficOpsSessions = given.has('trafficOpsSessionSecret')
        ? existingSecret(settings.trafficOpsSessionSecret)
        : generate('trafficOpsSessions', 'Signs the sessions that a Traffic Ops reset link opens');
    }
    const { crafterProfileSecret, crafterStudioSecret } = settings;
    this.#ofServers = {
      ...(crafterProfileSecret !== null && { crafterProfile: existingSecret(crafterProfileSecret) }),
      ...(crafterStudioSecret !== null && { crafterStudio: existingSecret(crafterStudioSecret) }),
    };
  }

  byName(name: SecretName): KnownSecret {
    const secret = { administrators: this.administrators, trafficOpsSessions: this.trafficOpsSessions, ...this.#ofServers }[name];
    if (secret === undefined) {
      throw new Error(`the stack has no secret ${name}`);
    }
    return secret;
  }
}

/**
 * Secrets Manager adds a hyphen and six random characters to the name in an ARN, and takes ARNs with and without them. If an ARN ends like that, nobody
 * can tell whether the name itself does.
 */
function arnsOf(scope: Construct, secret: string): string[] {
  if (!secret.startsWith('arn:')) {
    const arn = Stack.of(scope).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: secret,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return [`${arn}-??????`];
  }
  return [...(/-[A-Za-z0-9]{6}$/.test(secret) ? [secret] : []), `${secret}-??????`];
}

function generatedSecret(
  scope: Construct,
  id: string,
  description: string,
  deployment: Pick<Deployment, 'encryptionKey'>,
): KnownSecret {
  const encryptionKey = ownKey(scope, `${id}Key`, deployment);
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    ...(encryptionKey && { encryptionKey }),
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'A rotation ends the sessions of people in the middle of a reset, so the operator decides when to rotate. The functions accept the current and the previous version.',
  });
  return { name: secret.secretArn, arns: [secret.secretArn], ...(encryptionKey && { keyArn: encryptionKey.keyArn }) };
}
