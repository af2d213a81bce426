import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resetDemo } from '#infra/demo/reset-demo.ts';
import { storeDemo } from '#infra/demo/store-demo.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { scanItems } from '#lib/dynamo/operator/scan-items.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;
let settings: Settings;

beforeAll(async () => {
  database = await startDatabase();
  settings = { ...database.settings, demo: true, crafterStudioUrl: 'http://127.0.0.1:8080/studio' };
});
afterAll(async () => {
  operatorClient().destroy();
  await database.stop();
});

async function stored(): Promise<unknown[]> {
  const realms = [];
  for await (const { realm } of scanItems(settings.accountsTable)) {
    realms.push(realm?.S);
  }
  return realms.toSorted();
}

test('the demo has accounts only for products whose accounts are in Rekey’s table, also after it is put back', async () => {
  await storeDemo(settings);
  expect(await stored()).toEqual(['crafter-profile', 'traffic-ops']);
  expect(await resetDemo(settings)).toEqual({ accounts: 2, application: 'sample-app' });
  expect(await stored()).toEqual(['crafter-profile', 'traffic-ops']);
});
