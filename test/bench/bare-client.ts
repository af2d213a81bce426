import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** The limit: a Lambda that does nothing but the DynamoDB calls that it is told, those of one round trip side by side. */
export type BareCall = { operation: string; input: { TableName: string; [parameter: string]: unknown } };

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function handler(roundTrips: readonly (readonly BareCall[])[]): Promise<unknown> {
  let answers: unknown;
  for (const calls of roundTrips) {
    answers = await Promise.all(calls.map(send));
  }
  return answers;
}

function send({ operation, input }: BareCall): Promise<unknown> {
  // The inputs are those that a function sent; their keys are there.
  const { Key = {}, ...others } = input as BareCall['input'] & { Key?: Record<string, string> };
  return operation === 'GetItem'
    ? client.send(new GetCommand({ ...others, Key }))
    : client.send(new UpdateCommand({ ...others, Key }));
}
