import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dynamoClient } from './client.ts';

/** An item as DynamoDB stores it: every value carries its type, such as `{ S: 'text' }`. */
export type StoredItem = Record<string, AttributeValue>;

/** The partition key's attribute and its value. */
export type ItemKey = { readonly [attribute: string]: string };

/** Reads consistently: the answer includes every write that was acknowledged before. */
export async function readItem(table: string, key: ItemKey): Promise<StoredItem | undefined> {
  const { Item } = await dynamoClient().send(new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }));
  return Item;
}

/** Creates the item, or replaces all of its attributes. */
export async function putItem(table: string, item: StoredItem): Promise<void> {
  await dynamoClient().send(new PutItemCommand({ TableName: table, Item: item }));
}
