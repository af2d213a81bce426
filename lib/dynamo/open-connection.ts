import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/transport';

/**
 * Opens a connection to DynamoDB, which stays open for the first call, and goes through all that a call does: endpoint, credentials, signature. The
 * command itself is never sent. What goes over the wire in its place is a `GET /` without a signature, which DynamoDB answers with its health; so it
 * needs no permission (A4), touches no table and costs nothing. Never rejects: what is not ready then, the first call makes ready.
 */
export async function openConnection(client: DynamoDBClient): Promise<void> {
  const unsent = new UpdateItemCommand({ TableName: 'none', Key: { none: { S: 'none' } } });
  unsent.middlewareStack.add(
    () =>
      async ({ request }) => {
        // The step before the network is given the signed request, as nothing more than unknown.
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
  // A connection is free for the next call when its answer has been read.
  for await (const _ of response.body) {
  }
}
