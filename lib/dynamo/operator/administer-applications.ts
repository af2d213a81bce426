import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { applicationFromItem } from '#lib/dynamo/dynamo-applications.ts';
import type { Application } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { createItem } from './create-item.ts';
import { operatorClient } from './operator-client.ts';
import { scanItems } from './scan-items.ts';

/**
 * For the operator: stores an application. The caller has refused access token ids that everyone knows (A5).
 *
 * @returns whether it was stored: not if its access token stands for one already
 */
export async function createApplication({ applicationsTable }: Settings, application: Application): Promise<boolean> {
  return createItem(applicationsTable, marshall(application), 'accessTokenHash');
}

/** For the operator: all applications, the expired ones too. */
export async function* listApplications({ applicationsTable }: Settings): AsyncGenerator<Application> {
  for await (const item of scanItems(applicationsTable)) {
    yield applicationFromItem(item);
  }
}

/** For the operator: the access token is refused from now on. */
export async function deleteApplication({ applicationsTable }: Settings, accessTokenHash: string): Promise<void> {
  await operatorClient().send(new DeleteItemCommand({ TableName: applicationsTable, Key: marshall({ accessTokenHash }) }));
}
