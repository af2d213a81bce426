import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** A DynamoDB call for the bare client to make. */
export type BareCall = { operation: string; input: { TableName: string; [parameter: string]: unknown } };

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** The limit for the real functions: a Lambda that only makes the given DynamoDB calls. It makes the calls of one round trip in parallel. */
export async function handler(roundTrips: readonly (readonly BareCall[])[]): Promise<unknown> {
  let answers: unknown;
  for (const calls of roundTrips) {
    answers = await Promise.all(calls.map(send));
  }
  return answers;
}

function send({ operation, input }: BareCall): Promise<unknown> {
  // The inputs come from the calls of a real function, so they have keys.
  const { Key = {}, ...others } = input as BareCall['input'] & { Key?: Record<string, string> };
  return operation === 'GetItem'
    ? client.send(new GetCommand({ ...others, Key }))
    : client.send(new UpdateCommand({ ...others, Key }));
}
