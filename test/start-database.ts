import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createTables } from '#infra/local/database/create-tables.ts';
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';

export type Database = {
  endpoint: string;
  /** A client of the test's own, so that faults put into those of the adapters do not touch it. */
  client: DynamoDBClient;
  settings: Settings;
  stop(): Promise<void>;
};

/** Starts an empty database with all tables and points the adapters at it. One for each test file. */
export async function startDatabase(): Promise<Database> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The database listens on no port');
  }
  const endpoint = `http://127.0.0.1:${address.port}`;
  process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
  process.env.AWS_REGION = 'us-east-1';
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  const client = new DynamoDBClient({ maxAttempts: 1 });
  const settings = parseSettings({});
  await createTables(client, settings);
  const stop = async () => {
    for (const each of [client, dynamoClient(), limitsClient()]) {
      each.destroy();
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { endpoint, client, settings, stop };
}
