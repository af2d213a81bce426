import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { parseAccountRecord } from '#lib/mail/parse-account-record.ts';
import { type ShadowsBench, shadowsContract } from '#test/contracts/shadows.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { injectFault } from './inject-fault.ts';
import { lostAnswer } from './lost-answer.ts';

let database: Database;
let bench: ShadowsBench;

beforeAll(async () => {
  database = await startDatabase();
  const { client, settings } = database;
  bench = {
    shadows: dynamoShadows(settings),
    noticeLanguages: async (reference) => {
      const Key = marshall(accountKey(reference));
      const command = new GetItemCommand({ TableName: settings.accountsTable, Key, ConsistentRead: true });
      return parseAccountRecord((await client.send(command)).Item ?? {})?.task.languages;
    },
    loseNextAnswer: () => injectFault(dynamoClient(), { afterwards: true, times: 1, error: lostAnswer() }),
  };
});
afterAll(() => database.stop());

shadowsContract(() => bench);
