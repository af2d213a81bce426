import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  paginateListTables,
  ResourceNotFoundException,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { operatorClient } from './operator-client.ts';

/** What a table is restored from: a moment in epoch milliseconds, or the ARN of a backup. */
export type RestoreSource = { to: number } | { backup: string };

/** @returns the state of the table, such as `CREATING` or `ACTIVE`; undefined if there is no such table */
export async function tableState(TableName: string): Promise<string | undefined> {
  try {
    return (await operatorClient().send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

/** Begins to make a table beside another one. DynamoDB needs some minutes, and hours for a big table. */
export async function beginRestore(table: string, restored: string, source: RestoreSource): Promise<void> {
  if ('backup' in source) {
    await operatorClient().send(new RestoreTableFromBackupCommand({ TargetTableName: restored, BackupArn: source.backup }));
  } else {
    const moment = { SourceTableName: table, TargetTableName: restored, RestoreDateTime: new Date(source.to) };
    await operatorClient().send(new RestoreTableToPointInTimeCommand(moment));
  }
}

/** Between which times a table can be restored, in epoch milliseconds. Undefined if it cannot. */
export async function restorableTimes(TableName: string): Promise<{ from: number; to: number } | undefined> {
  const { ContinuousBackupsDescription } = await operatorClient().send(new DescribeContinuousBackupsCommand({ TableName }));
  const { EarliestRestorableDateTime: from, LatestRestorableDateTime: to } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  return from === undefined || to === undefined ? undefined : { from: from.getTime(), to: to.getTime() };
}

/** The names of the tables that were restored beside this one. */
export async function restoredTables(prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  // The names are sorted, and this begins after the name of the table itself.
  for await (const { TableNames = [] } of paginateListTables({ client: operatorClient() }, { ExclusiveStartTableName: prefix })) {
    const copies = TableNames.filter((name) => name.startsWith(prefix));
    found.push(...copies);
    if (copies.length < TableNames.length) {
      break;
    }
  }
  return found;
}

export async function deleteTable(TableName: string): Promise<void> {
  await operatorClient().send(new DeleteTableCommand({ TableName }));
}
