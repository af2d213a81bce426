// It takes seconds because each route gets thousands of random events, over a client that refuses what DynamoDB itself refuses. FUZZ_CASES sets how many.
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { fuzzRoutes } from './fuzz-routes.ts';
import { refuseWhatDynamoRefuses } from './refuse-what-dynamo-refuses.ts';
import { startWiredRekey } from './wired-rekey.ts';

fuzzRoutes(
  async (settings) => {
    const rekey = await startWiredRekey(settings);
    for (const client of [dynamoClient(), limitsClient()]) {
      refuseWhatDynamoRefuses(client);
    }
    return rekey;
  },
  Number(process.env.FUZZ_CASES || 2_000),
);
