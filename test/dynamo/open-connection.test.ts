import { createServer, type IncomingMessage } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { close, listen } from '#infra/local/api/listen.ts';
import { openConnection } from '#lib/dynamo/open-connection.ts';

const received: IncomingMessage[] = [];
const server = createServer((request, response) => {
  received.push(request);
  response.end(request.method === 'GET' ? 'healthy: dynamodb.us-east-1.amazonaws.com ' : '{}');
});
let endpoint = '';

beforeAll(async () => {
  endpoint = await listen(server, { number: 0, variable: 'none' });
});
beforeEach(() => {
  received.length = 0;
});
afterAll(() => close(server));

const clientOf = (url: string) =>
  new DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });

test('A4 an unsigned request without an operation opens the connection', async () => {
  const client = clientOf(endpoint);
  await openConnection(client);
  expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /']);
  expect(received[0]?.headers.authorization).toBeUndefined();
  expect(received[0]?.headers['x-amz-target']).toBeUndefined();
  client.destroy();
});

test('the first call uses the open connection', async () => {
  const client = clientOf(endpoint);
  await openConnection(client);
  await client.send(new GetItemCommand({ TableName: 'table', Key: { key: { S: 'key' } } }));
  const [opened, called] = received;
  expect(called?.headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem');
  expect(called?.socket.remotePort).toBe(opened?.socket.remotePort);
  client.destroy();
});

test('F1 a connection that cannot be opened is not an error', async () => {
  const client = clientOf('http://127.0.0.1:1');
  await expect(openConnection(client)).resolves.toBeUndefined();
  client.destroy();
});
