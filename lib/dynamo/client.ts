import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsConnections } from '#lib/runtime/aws-connections.ts';
import { inInitPhase } from '#lib/runtime/init-phase.ts';
import { lambdaConfiguration } from '#lib/runtime/lambda-configuration.ts';
import { patience } from '#lib/runtime/patience.ts';
import { openConnection } from './open-connection.ts';

let client: DynamoDBClient | undefined;
let clientOfLimits: DynamoDBClient | undefined;

/** The client for everything but limits. It tries twice, so that its worst case stays below the functions' time-out. */
export function dynamoClient(): DynamoDBClient {
  client ??= new DynamoDBClient({
    ...lambdaConfiguration('DYNAMODB'),
    maxAttempts: 2,
    requestHandler: new AwsConnections({ connectionTimeout: patience(1000), requestTimeout: patience(2000) }),
  });
  return client;
}

/**
 * The client for limits never tries again: a second attempt would count twice, and would add load to a key that is already throttled. It shares the
 * other client's connections, so that the write that follows the count finds one open.
 */
export function limitsClient(): DynamoDBClient {
  const { region, credentials, requestHandler: connections } = dynamoClient().config;
  clientOfLimits ??= new DynamoDBClient({
    ...lambdaConfiguration('DYNAMODB'),
    maxAttempts: 1,
    region,
    credentials,
    requestHandler: connections,
  });
  return clientOfLimits;
}

// Opens two connections, because most requests begin with two calls side by side.
inInitPhase(() => Promise.all([dynamoClient(), limitsClient()].map(openConnection)));
