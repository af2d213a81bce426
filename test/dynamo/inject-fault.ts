import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Fault = {
  /** Whether the request reaches the database before it fails. */
  afterwards: boolean;
  /** How many requests fail. */
  times: number;
  error: Error;
};

/** Lets the next requests of a client fail as the network would: inside the SDK, so that it tries again as it does in earnest. */
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
