import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '#lib/dynamo/read-item.ts';
import { operatorClient } from './operator-client.ts';

type Scan = {
  /** Filter expression. Every attribute is written `#name`. */
  filter?: string;
  /** The values of `:name` in it. */
  values?: { readonly [name: string]: unknown };
  /** The attributes to give back; all of them unless given. */
  attributes?: readonly string[];
};

/** Keeps a page, and so an answer of the embedded database, small. */
const itemsPerPage = 1000;

/** For the operator: all items that pass the filter, a page at a time. Reads consistently. */
export async function* scanItems(table: string, { filter, values, attributes }: Scan = {}): AsyncGenerator<Item> {
  const projection = attributes?.map((name) => `#${name}`).join(', ');
  const placeholders = `${filter ?? ''} ${projection ?? ''}`.match(/#\w+/g) ?? [];
  let from: Record<string, AttributeValue> | undefined;
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
