import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dynamoClient } from './client.ts';
import type { Item, ItemKey } from './read-item.ts';

export type ConditionalUpdate = {
  table: string;
  key: ItemKey;
  /** Update expression. Every attribute is written `#name`, here and in the condition, so that no reserved word matters. */
  update: string;
  condition: string;
  /** The values of `:name` in both expressions. */
  values: { readonly [name: string]: unknown };
  /** Attribute names by placeholder, for those that are not the placeholder's own. */
  names?: { readonly [placeholder: string]: string };
  returns?: 'ALL_NEW' | 'UPDATED_NEW';
};

/**
 * One conditional write.
 *
 * @returns the attributes that `returns` asks for, or undefined when the condition did not hold and nothing was written
 */
export async function updateIf(write: ConditionalUpdate, client: DynamoDBClient = dynamoClient()): Promise<Item | undefined> {
  const placeholders = `${write.update} ${write.condition}`.match(/#\w+/g) ?? [];
  const command = new UpdateItemCommand({
    TableName: write.table,
    Key: marshall(write.key),
    UpdateExpression: write.update,
    ConditionExpression: write.condition,
    ExpressionAttributeNames: {
      ...Object.fromEntries(placeholders.map((placeholder) => [placeholder, placeholder.slice(1)])),
      ...write.names,
    },
    ExpressionAttributeValues: marshall(
      Object.fromEntries(Object.entries(write.values).map(([name, value]) => [`:${name}`, value])),
    ),
    ReturnValues: write.returns ?? 'NONE',
  });
  try {
    const { Attributes } = await client.send(command);
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return undefined;
    }
    throw error;
  }
}
