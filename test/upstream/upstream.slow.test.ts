// Its seconds buy 32 redemptions at the same time, again and again (ROUNDS=50 for a long run), against each product's server in each kind of trouble.
import { DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import type { Shadows } from '#lib/reset/shadows.ts';
import { upstreamFaultsContract } from '#test/contracts/upstream-faults.ts';
import { upstreamRacesContract } from '#test/contracts/upstream-races.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { openProfile, profileWrite } from './crafter-profile/stress-bench.ts';
import { openStudio, studioWrite } from './crafter-studio/studio-bench.ts';
import { openTrafficOps, trafficOpsWrite } from './traffic-ops/stress-bench.ts';

const rounds = Number(process.env.ROUNDS ?? 5);

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

async function openShadows(): Promise<Shadows> {
  const { client, settings } = database;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: settings.accountsTable }));
  for (const { account } of Items) {
    await client.send(new DeleteItemCommand({ TableName: settings.accountsTable, Key: account && { account } }));
  }
  return dynamoShadows(settings);
}

const products = [
  { realm: 'crafter-profile', open: openProfile, write: profileWrite },
  { realm: 'crafter-studio', open: openStudio, write: studioWrite },
  { realm: 'traffic-ops', open: openTrafficOps, write: trafficOpsWrite },
];

describe.each(products)('$realm', ({ open, write }) => {
  upstreamFaultsContract({ open }, ['from then on']);
  upstreamRacesContract({ open }, { write, rounds, openShadows: async () => memoryShadows() });

  describe('with shadows in DynamoDB', () => {
    upstreamRacesContract({ open }, { write, rounds: Math.ceil(rounds / 10), openShadows });
  });
});
