import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

let client: DynamoDBClient | undefined;

/** The client of the operator's tools. It waits longer and tries more often than a function may, because no caller waits for an answer. */
export function operatorClient(): DynamoDBClient {
  client ??= new DynamoDBClient({
    maxAttempts: 8,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  });
  return client;
}
