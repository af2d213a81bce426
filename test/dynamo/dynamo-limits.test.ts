import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { limitsClient } from '#lib/dynamo/client.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { limitsContract, windowStart } from '#test/contracts/limits.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { injectFault } from './inject-fault.ts';
import { lostAnswer } from './lost-answer.ts';

let database: Database;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

limitsContract(() => dynamoLimits(database.settings));

const fail = (error: Error) => injectFault(limitsClient(), { afterwards: false, times: 1, error });

describe('A limit in DynamoDB', () => {
  test.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'counts as reached if the table answers %s, but only for that request',
    async (name) => {
      const { count } = dynamoLimits(database.settings);
      fail(Object.assign(new Error('slow down'), { name }));
      await expect(count(name, 1, windowStart)).resolves.toEqual({ within: false, retryAfterSeconds: 300 });
      await expect(count(name, 1, windowStart)).resolves.toEqual({ within: true });
    },
  );

  test('F1 throws without a second attempt if the table cannot be reached', async () => {
    const { count } = dynamoLimits(database.settings);
    fail(new Error('away'));
    await expect(count('away', 1, windowStart)).rejects.toThrow('away');
    await expect(count('away', 1, windowStart)).resolves.toEqual({ within: true });
  });

  test('F1 tries once more, over a new connection, if the kept-alive connection is closed', async () => {
    const { count } = dynamoLimits(database.settings);
    fail(lostAnswer());
    await expect(count('frozen', 1, windowStart)).resolves.toEqual({ within: true });
    injectFault(limitsClient(), { afterwards: false, times: 2, error: lostAnswer() });
    await expect(count('frozen twice', 1, windowStart)).rejects.toThrow('socket hang up');
  });

  test('that refused a key does not write for it again until the window ends', async () => {
    const { count } = dynamoLimits(database.settings);
    await count('remembered', 1, windowStart);
    await count('remembered', 1, windowStart);
    fail(new Error('this would be a write'));
    await expect(count('remembered', 1, windowStart + 299_999)).resolves.toEqual({ within: false, retryAfterSeconds: 1 });
    await expect(count('remembered', 1, windowStart + 300_000)).rejects.toThrow('this would be a write');
  });

  test('may be deleted an hour after its window', async () => {
    await dynamoLimits(database.settings).count('deleted', 1, windowStart + 7);
    const Key = marshall({ window: `deleted#${windowStart / 300_000}` });
    const { Item } = await database.client.send(new GetItemCommand({ TableName: database.settings.limitsTable, Key }));
    expect(unmarshall(Item ?? {})).toMatchObject({ count: 1, deleteAfter: windowStart / 1000 + 300 + 3600 });
  });
});
