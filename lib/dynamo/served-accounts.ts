import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ResetRequestKey, Served } from '#lib/reset/ports.ts';
import { dynamoClient } from './client.ts';
import { resetRequestKey } from './reset-request-item.ts';
import { type ItemKey, readItem } from './stored-item.ts';

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

/** The list is an item of its own beside the request. It is never `pending`, so a write to it does not wake the mailer. */
function servedKey(key: ResetRequestKey, sequence: number): ItemKey {
  return { request: `${resetRequestKey(key).request}#served#${sequence}` };
}
