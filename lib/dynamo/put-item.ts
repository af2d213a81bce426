import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoClient } from './client.ts';
import type { Item } from './read-item.ts';

/** Replaces the whole item. */
export async function putItem(table: string, item: Item): Promise<void> {
  await dynamoClient().send(new PutItemCommand({ TableName: table, Item: item }));
}
