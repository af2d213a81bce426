import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '#lib/dynamo/stored-item.ts';
import { ifConditionHolds } from '#lib/dynamo/update-if.ts';
import { operatorClient } from './operator-client.ts';

/**
 * Stores an item unless the table already has one with its key and this attribute.
 *
 * @returns whether it was stored
 */
export async function createItem(table: string, item: StoredItem, attribute: string): Promise<boolean> {
  const command = new PutItemCommand({
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(#attribute)',
    ExpressionAttributeNames: { '#attribute': attribute },
  });
  return (await ifConditionHolds(operatorClient().send(command))) !== undefined;
}
