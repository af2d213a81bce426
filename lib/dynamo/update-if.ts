import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { dynamoClient } from './client.ts';
import type { ItemKey, StoredItem } from './stored-item.ts';

export type ConditionalUpdate = {
  table: string;
  key: ItemKey;
  /** Update expression. Write every attribute as `#name`, here and in the condition, so that it cannot clash with a reserved word. */
  update: string;
  /** Absent: the write is always done. */
  condition?: string;
  /** The values of `:name` in both expressions. */
  values: { readonly [name: string]: unknown };
  /** More of such values, in the form that DynamoDB stores. */
  attributes?: StoredItem;
  /** The attribute behind a placeholder, for placeholders that are not named like their attribute. */
  names?: { readonly [placeholder: string]: string };
  returns?: 'ALL_NEW' | 'UPDATED_NEW';
};

/**
 * One write, done only if its condition holds.
 *
 * @returns the attributes that `returns` asks for, or undefined when the condition did not hold and nothing was written
 */
export async function updateIf(
  write: ConditionalUpdate,
  client: DynamoDBClient = dynamoClient(),
): Promise<StoredItem | undefined> {
  const placeholders = `${write.update} ${write.condition ?? ''}`.match(/#\w+/g) ?? [];
  const command = new UpdateItemCommand({
    TableName: write.table,
    Key: marshall(write.key),
    UpdateExpression: write.update,
    ConditionExpression: write.condition,
    ExpressionAttributeNames: {
      ...Object.fromEntries(placeholders.map((placeholder) => [placeholder, placeholder.slice(1)])),
      ...write.names,
    },
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries({ ...marshall(write.values), ...write.attributes }).map(([name, value]) => [`:${name}`, value]),
    ),
    ReturnValues: write.returns ?? 'NONE',
  });
  const written = await ifConditionHolds(client.send(command));
  return written && (written.Attributes ?? {});
}

/** @returns what the write returns, or undefined when its condition did not hold and nothing was written */
export async function ifConditionHolds<Output>(write: Promise<Output>): Promise<Output | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Adds one to an attribute, which starts at 0, if the condition holds.
 *
 * @returns the new count; undefined when the condition does not hold, because what was counted is over or was replaced
 */
export async function countWhile(
  write: Omit<ConditionalUpdate, 'update' | 'returns'>,
  attribute: string,
): Promise<number | undefined> {
  const written = await updateIf({
    ...write,
    update: `SET #${attribute} = if_not_exists(#${attribute}, :zero) + :one`,
    values: { ...write.values, zero: 0, one: 1 },
    returns: 'UPDATED_NEW',
  });
  return written ? Number(unmarshall(written)[attribute]) : undefined;
}
