import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { readItem, type StoredItem } from '#lib/dynamo/stored-item.ts';
import { ifConditionHolds } from '#lib/dynamo/update-if.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { operatorClient } from './operator-client.ts';

const attempts = 3;

/**
 * Moves an account that is still stored under its exact username to its canonical id (ADR 10), with its password and everything else. If both exist,
 * the one under the canonical id stays. If it is interrupted, run it again.
 *
 * @param reference the account with its exact username as its id
 */
export async function rekeyAccount({ accountsTable: table }: Settings, reference: AccountReference): Promise<void> {
  const id = canonicalId(reference);
  if (id === reference.id) {
    return;
  }
  let copiedStamp = '';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const former = await readItem(table, accountKey(reference));
    const stamp = former?.credentialStamp?.S;
    if (former === undefined || stamp === undefined) {
      return;
    }
    const { account = '' } = accountKey({ ...reference, id });
    await putOver(table, { ...former, account: { S: account }, id: { S: id } }, copiedStamp);
    if (await deleteWith(table, former, stamp)) {
      return;
    }
    // Its password or state changed after it was copied, so copy it again.
    copiedStamp = stamp;
  }
  throw new Error(`the account changed during ${attempts} attempts to move it`);
}

/** Stores the item if nothing is there, or what this very move has put there. */
async function putOver(table: string, item: StoredItem, copiedStamp: string): Promise<void> {
  const command = new PutItemCommand({
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(#account) OR #stamp = :stamp',
    ExpressionAttributeNames: { '#account': 'account', '#stamp': 'credentialStamp' },
    ExpressionAttributeValues: { ':stamp': { S: copiedStamp } },
  });
  await ifConditionHolds(operatorClient().send(command));
}

async function deleteWith(table: string, { account }: StoredItem, stamp: string): Promise<boolean> {
  const command = new DeleteItemCommand({
    TableName: table,
    Key: { account: account ?? { S: '' } },
    ConditionExpression: '#stamp = :stamp',
    ExpressionAttributeNames: { '#stamp': 'credentialStamp' },
    ExpressionAttributeValues: { ':stamp': { S: stamp } },
  });
  return (await ifConditionHolds(operatorClient().send(command))) !== undefined;
}
