import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

/** A call for the bare clients to make. */
export type BareMailCall = { operation: string; input: { [parameter: string]: unknown } };

const database = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const mail = new SESClient({});

/**
 * The limit for the mail functions: a Lambda that only makes the given calls to DynamoDB and SES, for several records side by side. It makes the calls of
 * one round trip in parallel.
 */
export async function handler(records: readonly (readonly (readonly BareMailCall[])[])[]): Promise<void> {
  await Promise.all(
    records.map(async (roundTrips) => {
      for (const calls of roundTrips) {
        await Promise.all(calls.map(send));
      }
    }),
  );
}

function send({ operation, input }: BareMailCall): Promise<unknown> {
  // The inputs come from the calls of a real function, so each has the parameters of its operation.
  const { TableName, Key, Item, Source, RawMessage, ...others } = input as Parameters;
  switch (operation) {
    case 'GetItem':
      return database.send(new GetCommand({ TableName, Key, ...others }));
    case 'PutItem':
      return database.send(new PutCommand({ TableName, Item, ...others }));
    case 'Query':
      return database.send(new QueryCommand({ TableName, ...others }));
    case 'UpdateItem':
      return database.send(new UpdateCommand({ TableName, Key, ...others }));
    case 'SendRawEmail':
      return mail.send(new SendRawEmailCommand({ Source, RawMessage, ...others }));
    default:
      throw new Error(`the bare clients do not know ${operation}`);
  }
}

type Parameters = {
  TableName: string;
  Key: { [attribute: string]: string };
  Item: { [attribute: string]: unknown };
  Source: string;
  RawMessage: { Data: Uint8Array };
};
