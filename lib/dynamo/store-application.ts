import { marshall } from '@aws-sdk/util-dynamodb';
import type { Settings } from '../config.ts';
import type { Application } from '../reset/ports.ts';
import { putItem } from './put-item.ts';

/** For the operator: creates the application, or replaces it. */
export async function storeApplication(settings: Settings, application: Application): Promise<void> {
  await putItem(settings.applicationsTable, marshall(application));
}
