import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { applicationFromItem } from '#lib/dynamo/dynamo-applications.ts';
import { putItem } from '#lib/dynamo/stored-item.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import type { Application } from '#lib/reset/ports.ts';
import { isHashOfPublished } from '#lib/settings/published-credentials.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { createItem } from './create-item.ts';
import { operatorClient } from './operator-client.ts';
import { scanItems } from './scan-items.ts';

/**
 * Stores a new application. The caller has already refused access token ids that are public knowledge (A5).
 *
 * @returns whether it was stored: false if its access token already belongs to an application
 */
export async function createApplication({ applicationsTable }: Settings, application: Application): Promise<boolean> {
  return createItem(applicationsTable, marshall(application), 'accessTokenHash');
}

/** Creates the application, or replaces it. Throws if its access token id is public knowledge (A5). */
export async function storeApplication(settings: Settings, application: Application): Promise<void> {
  if (isHashOfPublished(application.accessTokenHash, settings)) {
    throw new Error('the access token id is that of the demo, which everyone knows');
  }
  await putItem(settings.applicationsTable, marshall(application));
}

/** All applications, including expired ones. */
export async function* listApplications({ applicationsTable }: Settings): AsyncGenerator<Application> {
  for await (const item of scanItems(applicationsTable)) {
    yield applicationFromItem(item);
  }
}

/**
 * Gives an application another name and the end of its access token.
 *
 * @returns whether the application exists
 */
export async function retireApplication(
  { applicationsTable: table }: Settings,
  { accessTokenHash, name, expiresOn }: Pick<Application, 'accessTokenHash' | 'name' | 'expiresOn'>,
): Promise<boolean> {
  const write = {
    table,
    key: { accessTokenHash },
    update: 'SET #name = :name, #expiresOn = :expiresOn',
    condition: 'attribute_exists(#accessTokenHash)',
    values: { name, expiresOn },
  };
  return (await updateIf(write, operatorClient())) !== undefined;
}

/** From now on the access token is refused. */
export async function deleteApplication({ applicationsTable }: Settings, accessTokenHash: string): Promise<void> {
  await operatorClient().send(new DeleteItemCommand({ TableName: applicationsTable, Key: marshall({ accessTokenHash }) }));
}
