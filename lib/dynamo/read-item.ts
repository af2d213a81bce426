import { type AttributeValue, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dynamoClient } from './client.ts';

export type Item = Record<string, AttributeValue>;

export type ItemKey = { readonly [attribute: string]: string };

/** Reads consistently: a write that was answered is seen. */
export async function readItem(table: string, key: ItemKey): Promise<Item | undefined> {
  const { Item } = await dynamoClient().send(new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }));
  return Item;
}
