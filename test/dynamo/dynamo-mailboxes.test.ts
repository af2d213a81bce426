import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { dynamoMailboxes } from '#lib/dynamo/dynamo-mailboxes.ts';
import { mailboxKey } from '#lib/reset/address.ts';
import { mailboxesContract } from '#test/contracts/mailboxes.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { injectFault } from './inject-fault.ts';
import { lostAnswer } from './lost-answer.ts';

let database: Database;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

mailboxesContract(() => dynamoMailboxes(database.settings));

describe('A mailbox in DynamoDB', () => {
  const mail = { mailId: 'mail 1', maximum: 1, windowMs: 3_600_000, now: 1_700_000_000_999 };
  const count = (mailbox: string, changes = {}) => dynamoMailboxes(database.settings).countMail({ ...mail, mailbox, ...changes });

  test('M13 a write whose answer was lost counts the mail once and admits it', async () => {
    injectFault(dynamoClient(), { afterwards: true, times: 1, error: lostAnswer() });
    await expect(count('lost', { maximum: 2 })).resolves.toBe(true);
    await expect(count('lost', { maximum: 2, mailId: 'mail 2' })).resolves.toBe(true);
    await expect(count('lost', { maximum: 2, mailId: 'mail 3' })).resolves.toBe(false);
  });

  test('M13 throws if the table cannot be reached, so that the mail is tried again', async () => {
    injectFault(dynamoClient(), { afterwards: false, times: 1, error: new Error('away') });
    await expect(count('away')).rejects.toThrow('away');
  });

  test('M13 holds no address, and may be deleted an hour after its window', async () => {
    const mailbox = mailboxKey('Jane.Doe@example.com');
    await count(mailbox);
    const { Item = {} } = await database.client.send(
      new GetItemCommand({ TableName: database.settings.limitsTable, Key: marshall({ window: `mailbox#${mailbox}` }) }),
    );
    expect(unmarshall(Item)).toMatchObject({ t0: mail.now, m0: 'mail 1', deleteAfter: 1_700_000_001 + 7_200 });
    expect(JSON.stringify(Item)).not.toMatch(/jane|example/i);
  });
});
