import { createHash, randomBytes } from 'node:crypto';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Command } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { proxySecretName } from '#infra/edge/proxy-secret-name.ts';
import { edgeRegion } from '#infra/stack/domain/edge-region.ts';
import { variableOf } from '#lib/settings/settings.ts';

const variable = variableOf('proxySecretHashes');

export function proxySecret(operate: Operate): Command {
  return new Command('proxy-secret')
    .description(
      `Makes a new secret for the edge to send, stores it in Secrets Manager, and prints ${variable}. The last line holds nothing else.`,
    )
    .action(operate(makeProxySecret));
}

async function makeProxySecret(target: Target): Promise<Outcome> {
  const deployed = requireDeployed(target, 'proxy-secret', 'the local stack has no edge');
  const { settings } = target;
  const [inUse, ...others] = settings.proxySecretHashes?.split(',') ?? [];
  if (others.length > 0) {
    throw new AdminError(
      `The stack accepts two secrets, so one is being replaced. Finish that first: set ${variable} to ${inUse} alone, and run npm run deploy:edge and npm run deploy.`,
    );
  }
  const name = proxySecretName(deployed.name);
  const hash = await storeNewSecret(name);
  const hashes = inUse === undefined ? hash : `${hash},${inUse}`;
  return {
    json: { secret: name, region: edgeRegion, hash, hashes },
    text: [`A new version of the secret ${name} is in ${edgeRegion}.`, ...nextSteps(inUse !== undefined), hashes],
  };
}

function nextSteps(replaces: boolean): string[] {
  return replaces
    ? [
        `1. Set ${variable} to the last line and run npm run deploy, then npm run deploy:edge.`,
        `2. Set ${variable} to the first of the two hashes alone and run npm run deploy.`,
      ]
    : [`Set ${variable} to the last line, and go on with "An edge" in docs/deploying.md.`];
}

/** The hash is also the id of the version. So the edge can name the version that it sends, and Rekey the one that it accepts, by the same value. */
async function storeNewSecret(name: string): Promise<string> {
  const client = new SecretsManagerClient({ region: edgeRegion, maxAttempts: 3 });
  const SecretString = randomBytes(32).toString('hex');
  const ClientRequestToken = createHash('sha256').update(SecretString).digest('hex');
  try {
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString, ClientRequestToken }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) {
      throw error;
    }
    const Description = 'Shows Rekey that a request came through its edge';
    await client.send(new CreateSecretCommand({ Name: name, Description, SecretString, ClientRequestToken }));
  } finally {
    client.destroy();
  }
  return ClientRequestToken;
}
