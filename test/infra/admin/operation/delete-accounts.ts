import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { accountKey } from '#lib/dynamo/account-item.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import type { Database } from '#test/start-database.ts';

/** Deletes accounts without a trace, as an accident would. */
export async function deleteAccounts({ client, settings }: Database, accounts: readonly AccountReference[]): Promise<void> {
  for (const account of accounts) {
    await client.send(new DeleteItemCommand({ TableName: settings.accountsTable, Key: marshall(accountKey(account)) }));
  }
}
