import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Secrets, SecretVersions } from '#lib/reset/ports.ts';
import { AwsConnections } from '#lib/runtime/aws-connections.ts';
import { lambdaConfiguration } from '#lib/runtime/lambda-configuration.ts';
import { patience } from '#lib/runtime/patience.ts';
import { isPublished } from '#lib/settings/published-credentials.ts';
import { shortestSecretBytes } from '#lib/settings/setting-values.ts';
import { type Settings, SettingsError } from '#lib/settings/settings.ts';

/**
 * The secrets that the settings name, from AWS Secrets Manager. They are kept for a minute, so that a rotation needs no deploy, and longer only while
 * Secrets Manager cannot be reached.
 */
export function secretsManager(settings: Settings): Secrets {
  const client = new SecretsManagerClient({
    ...lambdaConfiguration('SECRETS_MANAGER'),
    maxAttempts: 2,
    requestHandler: new AwsConnections({ connectionTimeout: patience(1_000), requestTimeout: patience(2_000) }),
  });
  return {
    administrators: kept(() => signingSecrets(client, settings.administratorSecret, settings)),
    trafficOpsSessions: kept(() => signingSecrets(client, settings.trafficOpsSessionSecret, settings)),
    crafterProfile: kept(() => accessToken(client, settings.crafterProfileSecret)),
    crafterStudio: kept(() => accessToken(client, settings.crafterStudioSecret)),
  };
}

/** Rekey's own access token at a product's server. The server takes one only, so the current version is the only one that counts. */
async function accessToken(client: SecretsManagerClient, name: string | null): Promise<SecretVersions> {
  const token = name === null ? undefined : await version(client, name, 'AWSCURRENT');
  if (!token?.trim()) {
    throw new SettingsError(`the secret ${name} has no current version`);
  }
  return [token.trim()];
}

async function signingSecrets(client: SecretsManagerClient, name: string, settings: Settings): Promise<SecretVersions> {
  const [current, previous] = await Promise.all([version(client, name, 'AWSCURRENT'), version(client, name, 'AWSPREVIOUS')]);
  if (current === undefined) {
    throw new SettingsError(`the secret ${name} has no current version`);
  }
  if (isShort(current)) {
    throw new SettingsError(`the secret ${name} is shorter than ${shortestSecretBytes} bytes`);
  }
  // A short previous version is left out instead, so that one rotation to a long secret is enough.
  const secrets: SecretVersions = previous === undefined || isShort(previous) ? [current] : [current, previous];
  if (secrets.some((secret) => isPublished(secret, settings))) {
    throw new SettingsError(`the secret ${name} holds a secret of the demo, which everyone knows`);
  }
  return secrets;
}

function isShort(secret: string): boolean {
  return Buffer.byteLength(secret) < shortestSecretBytes;
}

async function version(
  client: SecretsManagerClient,
  name: string,
  stage: 'AWSCURRENT' | 'AWSPREVIOUS',
): Promise<string | undefined> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name, VersionStage: stage }));
    return SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

const freshMilliseconds = 60_000;
/** How long a secret stays in use if Secrets Manager cannot be reached. */
const usableMilliseconds = 600_000;

function kept<T>(read: () => Promise<T>): () => Promise<T> {
  let last: { value: T; at: number } | undefined;
  let reading: Promise<T> | undefined;
  const isYoungerThan = (milliseconds: number) => last !== undefined && performance.now() - last.at < milliseconds;
  const readAgain = async () => {
    const value = await read();
    last = { value, at: performance.now() };
    return value;
  };
  return async () => {
    if (last && isYoungerThan(freshMilliseconds)) {
      return last.value;
    }
    reading ??= readAgain().finally(() => {
      reading = undefined;
    });
    try {
      return await reading;
    } catch (error) {
      if (last && isYoungerThan(usableMilliseconds)) {
        return last.value;
      }
      throw error;
    }
  };
}
