import { marshall } from '@aws-sdk/util-dynamodb';
import { putItem } from '#lib/dynamo/put-item.ts';
import type { Application } from '#lib/reset/ports.ts';
import { isHashKnownToEveryone } from '#lib/settings/is-known-to-everyone.ts';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * For the operator: creates the application, or replaces it. One whose access token id everyone knows is refused (A5).
 */
export async function storeApplication(settings: Settings, application: Application): Promise<void> {
  if (isHashKnownToEveryone(application.accessTokenHash, settings)) {
    throw new Error('the access token id is that of the demo, which everyone knows');
  }
  await putItem(settings.applicationsTable, marshall(application));
}
