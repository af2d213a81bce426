import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CreateTableCommand, DescribeTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import type { StoredItem } from '#lib/dynamo/stored-item.ts';
import type { Database } from '#test/start-database.ts';

export type RestoringDatabase = {
  /** Keeps what is in a table now. A restore brings this into a new table. */
  backUp(table: string, key: string): Promise<void>;
  /** The inputs of the restores that were asked for. */
  restores: { readonly [field: string]: unknown }[];
  stop(): void;
};

type Input = { TargetTableName: string; SourceTableName?: string };

/** A proxy in front of the embedded database that adds what the database lacks: restoring a table. The operator's client goes through it. */
export async function startRestoringDatabase({ endpoint, client }: Database): Promise<RestoringDatabase> {
  const backups = new Map<string, { key: string; items: StoredItem[] }>();
  const restores: RestoringDatabase['restores'] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const action = `${request.headers['x-amz-target']}`.split('.')[1] ?? '';
    const answer = /^Restore/.test(action)
      ? await restore(JSON.parse(body.toString()))
      : action === 'DescribeContinuousBackups'
        ? times
        : await passOn(endpoint, request, body);
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.body);
  });
  const restore = async (input: Input) => {
    restores.push(input);
    const [only] = backups.values();
    const { key, items } = backups.get(input.SourceTableName ?? '') ?? only ?? { key: 'account', items: [] };
    await makeTable(input.TargetTableName, key);
    await Promise.all(items.map((Item) => client.send(new PutItemCommand({ TableName: input.TargetTableName, Item }))));
    return { status: 200, body: Buffer.from('{}') };
  };
  const makeTable = async (TableName: string, AttributeName: string) => {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
      }),
    );
    while ((await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus !== 'ACTIVE') {}
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the proxy listens on no port');
  }
  // The client reads its endpoint on its first call.
  operatorClient().destroy();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${address.port}`;
  return {
    restores,
    backUp: async (TableName, key) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName }));
      backups.set(TableName, { key, items: Items });
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const recovery = { EarliestRestorableDateTime: 1_767_225_600, LatestRestorableDateTime: 1_769_904_000 };
const times = {
  status: 200,
  body: Buffer.from(JSON.stringify({ ContinuousBackupsDescription: { PointInTimeRecoveryDescription: recovery } })),
};

async function passOn(endpoint: string, { headers }: IncomingMessage, body: Buffer): Promise<{ status: number; body: Buffer }> {
  const passed = ['x-amz-target', 'authorization', 'x-amz-date', 'content-type'].map((name) => [name, `${headers[name]}`]);
  const answered = await fetch(endpoint, { method: 'POST', headers: Object.fromEntries(passed), body: new Uint8Array(body) });
  return { status: answered.status, body: Buffer.from(await answered.arrayBuffer()) };
}
