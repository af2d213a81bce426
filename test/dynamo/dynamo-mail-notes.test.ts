import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoMailNotes, mailNoteKey } from '#lib/dynamo/dynamo-mail-notes.ts';
import { readItem } from '#lib/dynamo/stored-item.ts';
import { parseResetRequestRecord } from '#lib/mail/parse-reset-request-record.ts';
import { mailNotesContract } from '#test/contracts/mail-notes.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const itemOf = async (mailId: string) => (await readItem(database.settings.resetRequestsTable, mailNoteKey(mailId))) ?? {};

mailNotesContract(() => ({
  mailNotes: dynamoMailNotes(database.settings),
  read: async (mailId) => {
    const { accountId: id, requestId, mailOutcome, deliveryOutcome } = unmarshall(await itemOf(mailId));
    return {
      ...(mailOutcome && { attempt: { id, requestId, outcome: mailOutcome } }),
      ...(deliveryOutcome && { delivery: deliveryOutcome }),
    };
  },
}));

test('a note does not wake the mailer, and is deleted after 25 hours', async () => {
  const now = 1_700_000_000_000;
  const mailNotes = dynamoMailNotes(database.settings);
  const mail = {
    mailId: 'kept',
    realm: 'traffic-ops',
    id: 'jane.doe',
    requestId: 'r',
    requestedAt: now,
    outcome: 'sent',
    now,
  } as const;
  await mailNotes.noteAttempt(mail);
  await mailNotes.noteDelivery({ mailId: 'kept', outcome: 'delivered', now });
  const item = await itemOf('kept');
  expect(parseResetRequestRecord(item)).toBeUndefined();
  expect(unmarshall(item)).toEqual({
    request: 'mail#kept',
    realm: 'traffic-ops',
    accountId: 'jane.doe',
    requestId: 'r',
    requestedAt: now,
    mailOutcome: 'sent',
    mailOutcomeAt: now,
    deliveryOutcome: 'delivered',
    deliveryOutcomeAt: now,
    deleteAfter: now / 1000 + 90_000,
  });
});
