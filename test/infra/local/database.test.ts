import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { createTables } from '#infra/local/database/create-tables.ts';
import { type Database, startDatabase } from '#infra/local/database/database.ts';
import { streamedTables } from '#infra/local/database/streamed-tables.ts';
import { startStreams } from '#infra/local/database/streams.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { sendHttp } from '#test/golden/send-http.ts';

const settings = parseSettings({});
const tables = streamedTables(settings);
const TableName = settings.resetRequestsTable;
const key = (name: string) => ({ request: { S: name } });

let records: DynamoDBRecord[];
let database: Database;
let client: DynamoDBClient;

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

async function start(folder?: string): Promise<void> {
  records = [];
  database = await startDatabase({
    port: { number: 0, variable: 'DYNAMO_PORT' },
    folder,
    secrets: { both: { AWSCURRENT: 'new', AWSPREVIOUS: 'old' }, one: { AWSCURRENT: 'only' } },
    tables,
    onRecord: (_, record) => records.push(record),
  });
  client = new DynamoDBClient({ endpoint: database.url, region: 'us-east-1', credentials });
  await createTables(client, settings);
}

async function stop(): Promise<void> {
  client.destroy();
  await database.stop();
}

const count = (name: string) =>
  client.send(
    new UpdateItemCommand({
      TableName,
      Key: key(name),
      UpdateExpression: 'ADD #n :one',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );

describe('the stream of the local database', () => {
  beforeEach(() => start());
  afterEach(stop);

  test('fifty parallel writers of one key produce every image once, in order', async () => {
    await Promise.all(Array.from({ length: 50 }, () => Promise.all([count('a'), count('b')])));

    const images = (name: string) =>
      records
        .filter(({ dynamodb }) => dynamodb?.Keys?.request?.S === name)
        .map(({ dynamodb }) => Number(dynamodb?.NewImage?.n?.N));
    expect(images('a')).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(images('b')).toEqual(images('a'));
    const sequences = records.map(({ dynamodb }) => `${dynamodb?.SequenceNumber}`);
    expect(sequences).toEqual([...new Set(sequences)].sort());
  });

  test('records look like those of DynamoDB', async () => {
    await client.send(new PutItemCommand({ TableName, Item: { ...key('a'), pending: { BOOL: true } } }));
    await count('a');
    await client.send(new DeleteItemCommand({ TableName, Key: key('a') }));

    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    expect(records[1]).toEqual({
      eventID: expect.stringMatching(/^[\da-f]{32}$/),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: expect.stringContaining(`:table/${TableName}/stream/`),
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys: key('a'),
        NewImage: { ...key('a'), pending: { BOOL: true }, n: { N: '1' } },
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        StreamViewType: 'NEW_IMAGE',
      },
    });
    expect(records[2]?.dynamodb).not.toHaveProperty('NewImage');
  });

  test('a batch write produces records too', async () => {
    const puts = ['a', 'b'].map((name) => ({ PutRequest: { Item: key(name) } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));

    expect(records.map(({ dynamodb }) => dynamodb?.NewImage)).toEqual([key('a'), key('b')]);
  });

  test('a write that is refused, changes nothing, or goes to a table without a stream produces no record', async () => {
    const put = { TableName, Item: key('a') };
    await client.send(new PutItemCommand(put));
    await client.send(new PutItemCommand(put));
    await client.send(new DeleteItemCommand({ TableName, Key: key('absent') }));
    await client.send(new PutItemCommand({ TableName: settings.resetTokensTable, Item: { tokenHash: { S: 'a' } } }));
    const refused = client.send(new PutItemCommand({ ...put, ConditionExpression: 'attribute_exists(pending)' }));

    await expect(refused).rejects.toThrow(ConditionalCheckFailedException);
    expect(records).toHaveLength(1);
  });
});

test('after a restart the reader gets the unsent items, including those that failed before, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-'));
  await start(folder);
  const items = Array.from({ length: 30 }, (_, index) => ({
    ...key(`${index}`),
    ...(index % 3 === 0 && { pending: { N: '1' } }),
    ...(index % 2 === 0 && { failures: { N: '2' } }),
  }));
  await Promise.all(items.map((Item) => client.send(new PutItemCommand({ TableName, Item }))));
  await stop();
  await start(folder);

  const woken: (string | undefined)[] = [];
  const reader = async ({ Records }: { Records: DynamoDBRecord[] }) =>
    void woken.push(...Records.map(({ dynamodb }) => dynamodb?.NewImage?.request?.S));
  const sources = tables.map((table) => ({ table, reader, maximumAgeMinutes: 60 }));
  const streams = startStreams({ sources, report: (line) => expect(line).toBe('') });
  await streams.resume(database.call);
  await streams.idle();

  expect(woken.sort()).toEqual(['0', '12', '15', '18', '21', '24', '27', '3', '6', '9']);
  await stop();
  await rm(folder, { recursive: true });
});

test('a write wakes the reader if it leaves work to do', async () => {
  const woken: (string | undefined)[] = [];
  const reader = async ({ Records }: { Records: DynamoDBRecord[] }) =>
    void woken.push(...Records.map(({ dynamodb }) => dynamodb?.NewImage?.request?.S));
  const streams = startStreams({
    sources: tables.map((table) => ({ table, reader, maximumAgeMinutes: 60 })),
    report: (line) => expect(line).toBe(''),
  });
  const pending = { pending: { N: '1' } };
  for (const image of [
    { ...key('done') },
    { ...key('asked'), ...pending },
    { ...key('failing'), ...pending, failures: { N: '1' } },
  ]) {
    streams.accept(TableName, { dynamodb: { NewImage: image, ApproximateCreationDateTime: Date.now() / 1000 } });
  }
  await streams.idle();

  expect(woken).toEqual(['asked', 'failing']);
});

describe('Secrets Manager beside the database', () => {
  beforeEach(() => start());
  afterEach(stop);

  const read = async (SecretId: string, VersionStage?: string) => {
    const secrets = new SecretsManagerClient({ endpoint: database.url, region: 'us-east-1', credentials });
    return (await secrets.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
  };

  test('returns the current and the previous version', async () => {
    expect(await read('both')).toBe('new');
    expect(await read('both', 'AWSCURRENT')).toBe('new');
    expect(await read('both', 'AWSPREVIOUS')).toBe('old');
  });

  test.each([
    { id: 'none', stage: 'AWSCURRENT' },
    { id: 'constructor', stage: 'AWSCURRENT' },
    { id: 'one', stage: 'AWSPREVIOUS' },
  ])('has no secret $id with stage $stage', async ({ id, stage }) => {
    await expect(read(id, stage)).rejects.toThrow(ResourceNotFoundException);
  });
});

test('no page in a browser can read or write the tables, whatever name it uses for this machine', async () => {
  await start();
  const { port } = new URL(database.url);
  const call = {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': 'DynamoDB_20120810.ListTables',
    Authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none',
    'X-Amz-Date': '20240101T000000Z',
  };
  const statusOf = async (headers: { [name: string]: string }) =>
    (await sendHttp(database.url, { method: 'POST', path: '/', headers: { ...call, ...headers }, body: '{}' })).status;

  expect(await statusOf({ Origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf({ Host: `evil.example:${port}`, Origin: `http://evil.example:${port}` })).toBe(403);
  expect(await statusOf({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
  expect(await statusOf({ Host: `host.docker.internal:${port}` })).toBe(200);
  await stop();
});
