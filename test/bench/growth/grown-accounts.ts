import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import dynalite from 'dynalite';
import { createTables } from '#infra/local/database/create-tables.ts';
import { accountItem, accountKey, addressKey } from '#lib/dynamo/account-item.ts';
import { withNewStamp } from '#lib/dynamo/operator/store-account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { type Figure, shown } from '#test/bench/figure.ts';
import { median } from '#test/bench/statistics.ts';
import { sampleAccount } from './sample-account.ts';

const few = 1_000;
const many = 100_000;
const rounds = 400;
const table = parseSettings({}).accountsTable;

type Grown = { client: DynamoDBClient; accounts: number };

/** Measures what a look-up costs with many accounts, beside the same with few, in two embedded databases that take turns. */
export async function grownAccounts(): Promise<Figure[]> {
  const [small, large] = [await databaseWith(few), await databaseWith(many)];
  const figures: Figure[] = [];
  for (const [name, lookUp] of Object.entries({ 'by name': findByName, 'by address': findByAddress })) {
    const samples = { small: [] as number[], large: [] as number[] };
    for (let round = -100; round < rounds; round++) {
      const took = { small: await timeOf(lookUp, small, round), large: await timeOf(lookUp, large, round) };
      if (round >= 0) {
        samples.small.push(took.small);
        samples.large.push(took.large);
      }
    }
    const sides = { value: median(samples.large), limit: median(samples.small) };
    figures.push(shown({ figure: `${many} accounts beside ${few}`, subject: `look-up ${name}`, unit: 'ms', ...sides }));
  }
  return figures;
}

async function databaseWith(accounts: number): Promise<Grown> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await createTables(client, parseSettings({}));
  const items = Array.from({ length: accounts }, (_, index) => accountItem(withNewStamp(sampleAccount(index)), null));
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((item) => ({ PutRequest: { Item: item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
  }
  return { client, accounts };
}

async function timeOf(lookUp: typeof findByName, { client, accounts }: Grown, round: number): Promise<number> {
  const startedAt = performance.now();
  const found = await lookUp(client, Math.abs(round * 7919) % accounts);
  if (!found) {
    throw new Error('an account is missing');
  }
  return performance.now() - startedAt;
}

async function findByName(client: DynamoDBClient, index: number): Promise<boolean> {
  const Key = marshall(accountKey(sampleAccount(index)));
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item !== undefined;
}

async function findByAddress(client: DynamoDBClient, index: number): Promise<boolean> {
  const { realm, email } = sampleAccount(index);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'byAddress',
      KeyConditionExpression: 'address = :address',
      ExpressionAttributeValues: { ':address': { S: addressKey(realm, canonicalAddress(`${email}`)) } },
    }),
  );
  return Items.length === 1;
}
