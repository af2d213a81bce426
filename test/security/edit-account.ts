import { DeleteItemCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { accountKey } from '#lib/dynamo/account-item.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import type { Rekey } from './start-rekey.ts';

const keyOf = ({ world }: Rekey, account: AccountReference) => ({
  TableName: world.settings.accountsTable,
  Key: marshall(accountKey(account)),
});

/** As somebody does by hand, past everything that would renew the stamp. */
export async function editAccount(
  rekey: Rekey,
  account: AccountReference,
  change: { [attribute: string]: boolean },
): Promise<void> {
  const client = new DynamoDBClient({});
  for (const [name, value] of Object.entries(change)) {
    const write = { ExpressionAttributeNames: { '#name': name }, ExpressionAttributeValues: { ':value': { BOOL: value } } };
    await client.send(new UpdateItemCommand({ ...keyOf(rekey, account), UpdateExpression: 'SET #name = :value', ...write }));
  }
  client.destroy();
}

export async function removeAccount(rekey: Rekey, account: AccountReference): Promise<void> {
  const client = new DynamoDBClient({});
  await client.send(new DeleteItemCommand(keyOf(rekey, account)));
  client.destroy();
}
