import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { type TableDefinition, tables } from '#lib/dynamo/tables.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** Creates the tables that do not exist yet and resolves when all can be used. The embedded database supports neither streams nor TTL. */
export async function createTables(client: DynamoDBClient, settings: Settings): Promise<void> {
  await Promise.all(Object.values(tables).map((table) => createTable(client, settings[table.nameSetting], table)));
}

async function createTable(client: DynamoDBClient, name: string, { key, indexes = {} }: TableDefinition): Promise<void> {
  const globalIndexes = Object.entries(indexes).map(
    ([index, attribute]): GlobalSecondaryIndex => ({
      IndexName: index,
      KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    }),
  );
  const command = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [key, ...Object.values(indexes)].map((attribute) => ({ AttributeName: attribute, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    ...(globalIndexes.length > 0 ? { GlobalSecondaryIndexes: globalIndexes } : {}),
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) {
      throw error;
    }
  }
  while (!(await isActive(client, name))) {
    await sleep(10);
  }
}

async function isActive(client: DynamoDBClient, name: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return Table?.TableStatus === 'ACTIVE';
}
