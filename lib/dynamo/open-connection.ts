import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/transport';

/**
 * Opens a connection to DynamoDB, which stays open for the first call, and runs every step of a call: endpoint, credentials, signature. The command
 * itself is not sent. An unsigned `GET /` goes over the wire instead, and DynamoDB answers it with its health. So it needs no permission (A4),
 * touches no table and costs nothing. It never rejects: if something is not ready, the first call makes it ready.
 */
export async function openConnection(client: DynamoDBClient): Promise<void> {
  const unsent = new UpdateItemCommand({ TableName: 'none', Key: { none: { S: 'none' } } });
  unsent.middlewareStack.add(
    () =>
      async ({ request }) => {
        // The SDK types the request of this step as unknown. It is the signed HTTP request.
        await askForHealth(client, request as HttpRequest).catch(() => undefined);
        return { output: { $metadata: {} }, response: undefined };
      },
    { name: 'open-connection', step: 'deserialize', priority: 'high' },
  );
  await client.send(unsent).catch(() => undefined);
}

async function askForHealth(client: DynamoDBClient, { protocol, hostname, port }: HttpRequest): Promise<void> {
  const health = new HttpRequest({ protocol, hostname, ...(port !== undefined && { port }), method: 'GET', path: '/' });
  const { response } = await client.config.requestHandler.handle(health);
  // The connection is free for the next call only after its answer has been read.
  for await (const _ of response.body) {
  }
}
