import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { dynamoStops } from '#lib/dynamo/dynamo-stops.ts';
import { reopenAccount } from '#lib/dynamo/operator/reopen-account.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { stopsContract, stopsOfShadowsContract } from '#test/contracts/stops.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { injectFault } from './inject-fault.ts';
import { lostAnswer } from './lost-answer.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const loseNextAnswer = () => injectFault(dynamoClient(), { afterwards: true, times: 1, error: lostAnswer() });

stopsContract(() => {
  const { client, settings } = database;
  return {
    accounts: dynamoAccounts(settings),
    stops: dynamoStops(settings),
    store: (account) => storeAccount(settings, account, null),
    remove: async (reference) => {
      await client.send(new DeleteItemCommand({ TableName: settings.accountsTable, Key: marshall(accountKey(reference)) }));
    },
    loseNextAnswer,
  };
});

stopsOfShadowsContract(() => {
  const settings = { ...database.settings, crafterProfileUrl: 'https://profile.example.com/crafter-profile' };
  return { shadows: dynamoShadows(settings), stops: dynamoStops(settings), loseNextAnswer };
});

test('O3 an account that the operator opens again gets mails again, and no notice from before closes it once more', async () => {
  const account = sampleAccount();
  const by = { address: '192.0.2.1', requestId: 'request-1', now: 10 };
  await storeAccount(database.settings, account, null);
  const stops = dynamoStops(database.settings);
  const accounts = dynamoAccounts(database.settings);
  await stops.close(account, { ...by, changedAt: 5, until: 100 });
  const { credentialStamp = '' } = (await accounts.find(account)) ?? {};
  const hold = { address: account.email ?? '', until: 100 };
  await stops.cancelLinks({ realm: account.realm, accountId: account.id, credentialStamp }, { ...by, hold });
  expect(await reopenAccount(database.settings, account, 20)).toBe(true);
  expect(await accounts.find(account)).toMatchObject({ closed: { since: 10, until: 20 }, hold: { until: 20 } });
  expect(await reopenAccount(database.settings, account, 21)).toBe(false);
  expect(await stops.close(account, { ...by, changedAt: 6, until: 200, now: 30 })).toBe(false);
});
