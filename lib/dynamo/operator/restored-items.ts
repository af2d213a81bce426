import { isDeepStrictEqual } from 'node:util';
import { BatchGetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '#lib/dynamo/stored-item.ts';
import { ifConditionHolds } from '#lib/dynamo/update-if.ts';
import { operatorClient } from './operator-client.ts';
import { scanItems } from './scan-items.ts';

/** How the items of a table are compared with those of its restored copy. */
export type RestoredTable = {
  table: string;
  restored: string;
  /** The partition key's attribute. */
  key: string;
  /** Attributes that a restore does not bring back, so a difference in them does not count. */
  ignored: readonly string[];
};

/** An item of the restored table that is missing in the table or is different there. */
export type RestoredItem = { before: StoredItem; now: StoredItem | undefined };

/** Reads both tables once, a few items at a time. Items that are only in the table now are not among them. */
export async function* restoredItems(tables: RestoredTable): AsyncGenerator<RestoredItem> {
  let some: StoredItem[] = [];
  for await (const item of scanItems(tables.restored)) {
    some.push(item);
    if (some.length === itemsAtOnce) {
      yield* differing(tables, some);
      some = [];
    }
  }
  yield* differing(tables, some);
}

/**
 * Puts an item in the place of the one that was there when they were compared.
 *
 * @param unchanged an attribute that every relevant write changes
 * @returns whether it was written: false if the item was changed in the meantime
 */
export async function putBack(
  { table, key }: RestoredTable,
  item: StoredItem,
  { now, unchanged }: { now: StoredItem | undefined; unchanged: string },
): Promise<boolean> {
  const seen = now?.[unchanged];
  const condition =
    now === undefined
      ? 'attribute_not_exists(#key)'
      : seen === undefined
        ? 'attribute_not_exists(#unchanged)'
        : '#unchanged = :seen';
  const command = new PutItemCommand({
    TableName: table,
    Item: item,
    ConditionExpression: condition,
    ExpressionAttributeNames: now === undefined ? { '#key': key } : { '#unchanged': unchanged },
    ...(seen !== undefined && { ExpressionAttributeValues: { ':seen': seen } }),
  });
  return (await ifConditionHolds(operatorClient().send(command))) !== undefined;
}

/** As many as DynamoDB reads by their keys in one call. */
const itemsAtOnce = 100;

async function* differing({ table, key, ignored }: RestoredTable, items: readonly StoredItem[]): AsyncGenerator<RestoredItem> {
  const current = await readByKey(table, key, items);
  const compared = (item: StoredItem) => Object.fromEntries(Object.entries(item).filter(([name]) => !ignored.includes(name)));
  for (const before of items) {
    const now = current.get(before[key]?.S ?? '');
    if (now === undefined || !isDeepStrictEqual(compared(before), compared(now))) {
      yield { before, now };
    }
  }
}

async function readByKey(table: string, key: string, items: readonly StoredItem[]): Promise<ReadonlyMap<string, StoredItem>> {
  const found = new Map<string, StoredItem>();
  let wanted = items.flatMap((item) => (item[key] === undefined ? [] : [{ [key]: item[key] }]));
  while (wanted.length > 0) {
    const { Responses = {}, UnprocessedKeys = {} } = await operatorClient().send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: wanted, ConsistentRead: true } } }),
    );
    for (const item of Responses[table] ?? []) {
      found.set(item[key]?.S ?? '', item);
    }
    wanted = (UnprocessedKeys[table]?.Keys ?? []).flatMap((each) => (each[key] === undefined ? [] : [{ [key]: each[key] }]));
  }
  return found;
}
