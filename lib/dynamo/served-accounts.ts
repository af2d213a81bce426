import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ResetRequestKey, Served } from '#lib/reset/ports.ts';
import { dynamoClient } from './client.ts';
import { servedKey } from './reset-request-item.ts';
import { readItem } from './stored-item.ts';

const keptSeconds = 90_000;

export async function servedAccounts(table: string, key: ResetRequestKey, sequence: number): Promise<ReadonlySet<string>> {
  const item = await readItem(table, servedKey(key, sequence));
  return new Set(item?.served?.SS);
}

/** A second attempt does no harm: a set contains each id once. */
export async function markServed(table: string, key: ResetRequestKey, { sequence, accountId, now }: Served): Promise<void> {
  await dynamoClient().send(
    new UpdateItemCommand({
      TableName: table,
      Key: marshall(servedKey(key, sequence)),
      UpdateExpression: 'ADD served :accountId SET deleteAfter = if_not_exists(deleteAfter, :deleteAfter)',
      ExpressionAttributeValues: marshall({
        ':accountId': new Set([accountId]),
        ':deleteAfter': Math.floor(now / 1000) + keptSeconds,
      }),
    }),
  );
}
