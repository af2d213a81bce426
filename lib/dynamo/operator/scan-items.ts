import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ItemKey, StoredItem } from '#lib/dynamo/stored-item.ts';
import { operatorClient } from './operator-client.ts';

type Scan = {
  /** Filter expression. Write every attribute as `#name`. */
  filter?: string;
  /** The values of `:name` in it. */
  values?: { readonly [name: string]: unknown };
  /** The attributes to return; all of them unless given. */
  attributes?: readonly string[];
  /** The key of the item to go on after; from the start unless given. The item does not have to exist any more. */
  after?: ItemKey;
};

/** All items that pass the filter. Reads consistently, one page at a time. */
export async function* scanItems(table: string, { filter, values, attributes, after }: Scan = {}): AsyncGenerator<StoredItem> {
  const projection = attributes?.map((name) => `#${name}`).join(', ');
  const placeholders = `${filter ?? ''} ${projection ?? ''}`.match(/#\w+/g) ?? [];
  let from: Record<string, AttributeValue> | undefined = after && marshall(after);
  do {
    const { Items, LastEvaluatedKey } = await operatorClient().send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        Limit: itemsPerPage,
        ...(filter !== undefined && { FilterExpression: filter }),
        ...(projection !== undefined && { ProjectionExpression: projection }),
        ...(placeholders.length > 0 && {
          ExpressionAttributeNames: Object.fromEntries(placeholders.map((placeholder) => [placeholder, placeholder.slice(1)])),
        }),
        ...(values !== undefined && {
          ExpressionAttributeValues: marshall(
            Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
          ),
        }),
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield* Items ?? [];
    from = LastEvaluatedKey;
  } while (from);
}

/** Keeps each page small, because the embedded database answers a page as a whole. */
const itemsPerPage = 1000;
