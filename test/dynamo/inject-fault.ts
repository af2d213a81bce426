import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Fault = {
  /** Whether the request reaches the database before it fails. */
  afterwards: boolean;
  /** How many requests fail. */
  times: number;
  error: Error;
};

/** Makes a client's next requests fail inside the SDK, as a network failure would, so that the SDK's own attempts are part of the test. */
export function injectFault(client: DynamoDBClient, { afterwards, times, error }: Fault): void {
  let left = times;
  client.middlewareStack.add(
    (next) => async (request) => {
      if (left === 0) {
        return next(request);
      }
      left -= 1;
      if (afterwards) {
        await next(request);
      }
      throw error;
    },
    { step: 'deserialize', priority: 'high', name: 'injected-fault', override: true },
  );
}
