import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

let client: DynamoDBClient | undefined;

/** The operator's command line waits longer and tries more often than a function may: nobody waits for an answer behind it. */
export function operatorClient(): DynamoDBClient {
  client ??= new DynamoDBClient({
    maxAttempts: 8,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  });
  return client;
}
