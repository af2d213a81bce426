import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Finding, failed, ok, skipped, warning } from '#infra/admin/check/finding.ts';
import { physicalNames } from './deployed-stack.ts';
import type { Patient } from './patient.ts';

/** Tables that a removed stack of this name has left. Their names are no obstacle, but people may expect their data. */
export async function checkTables({ deployment: { stackName }, deployed }: Patient): Promise<Finding> {
  const own = deployed === undefined ? new Set<string>() : await physicalNames(stackName);
  const left: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: new DynamoDBClient({ maxAttempts: 4 }) }, {})) {
    left.push(...TableNames.filter((name) => name.startsWith(`${stackName}-tables`) && !own.has(name)));
  }
  return left.length === 0
    ? ok('no table of a former stack is left')
    : warning(
        `${left.join(', ')}: a former stack has left them, and this one does not take them up (docs/deploying.md#restoring-from-a-backup)`,
      );
}

const namedSecrets = ['administratorSecret', 'trafficOpsSessionSecret', 'crafterProfileSecret', 'crafterStudioSecret'] as const;

export async function checkNamedSecrets({ deployment: { settings, given } }: Patient): Promise<Finding> {
  const names = namedSecrets.flatMap((name) => (given.has(name) ? (settings[name] ?? []) : []));
  if (names.length === 0) {
    return skipped('the settings name no secret of your own');
  }
  const missing: string[] = [];
  for (const name of names) {
    if (!(await isThere(name))) {
      missing.push(name);
    }
  }
  return missing.length === 0
    ? ok(`${names.join(', ')} exist`)
    : failed(`Secrets Manager has no ${missing.join(', ')} in this region: make them before you deploy`);
}

async function isThere(SecretId: string): Promise<boolean> {
  try {
    const { DeletedDate } = await new SecretsManagerClient({ maxAttempts: 4 }).send(new DescribeSecretCommand({ SecretId }));
    return DeletedDate === undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') {
      return false;
    }
    throw error;
  }
}
