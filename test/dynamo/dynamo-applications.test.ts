import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { applicationsContract } from '#test/contracts/applications.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

applicationsContract(() => ({
  applications: dynamoApplications(database.settings),
  store: (application) => storeApplication(database.settings, application),
}));

test('An incomplete application in DynamoDB is an error', async () => {
  const Item = marshall({ accessTokenHash: 'broken', name: 'broken' });
  await database.client.send(new PutItemCommand({ TableName: database.settings.applicationsTable, Item }));
  await expect(dynamoApplications(database.settings).find('broken')).rejects.toThrow();
});
