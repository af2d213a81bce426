import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { inInitPhase } from '#lib/runtime/init-phase.ts';
import { patience } from '#lib/runtime/patience.ts';
import { openConnection } from './open-connection.ts';

/** Without `throwOnRequestTimeout` a silent server is only warned about and holds the call up for good. Connections are kept alive. */
const requestHandler = () =>
  ({
    connectionTimeout: patience(1000),
    requestTimeout: patience(2000),
    throwOnRequestTimeout: true,
  }) satisfies DynamoDBClientConfig['requestHandler'];

let client: DynamoDBClient | undefined;
let clientOfLimits: DynamoDBClient | undefined;

/** The client of everything but limits. With two attempts its worst case stays under the time-out of the functions. */
export function dynamoClient(): DynamoDBClient {
  client ??= new DynamoDBClient({ maxAttempts: 2, requestHandler: requestHandler() });
  return client;
}

/**
 * The client of limits never tries again: a second attempt would count twice, and would feed a key that is throttled already. It shares the other's
 * connections: the write that follows the count finds one open.
 */
export function limitsClient(): DynamoDBClient {
  const { region, credentials, requestHandler: connections } = dynamoClient().config;
  clientOfLimits ??= new DynamoDBClient({ maxAttempts: 1, region, credentials, requestHandler: connections });
  return clientOfLimits;
}

// Two connections, as most requests begin with two calls side by side.
inInitPhase(() => Promise.all([dynamoClient(), limitsClient()].map(openConnection)));
