import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { resetRequestKey } from '#lib/dynamo/reset-request-item.ts';
import type { ResetRequest, ResetRequests } from '#lib/reset/ports.ts';
import { resetRequestsContract } from '#test/contracts/reset-requests.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { injectFault } from './inject-fault.ts';
import { lostAnswer } from './lost-answer.ts';

let database: Database;
let resetRequests: ResetRequests;

beforeAll(async () => {
  database = await startDatabase();
  resetRequests = dynamoResetRequests(database.settings);
});
afterAll(() => database.stop());

resetRequestsContract(() => ({
  resetRequests,
  loseNextAnswer: () => injectFault(dynamoClient(), { afterwards: true, times: 1, error: lostAnswer() }),
}));

describe('A reset request in DynamoDB', () => {
  const limits = { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 };
  const itemOf = async (request: ResetRequest) => {
    const Key = marshall(resetRequestKey(request));
    const { Item } = await database.client.send(
      new GetItemCommand({ TableName: database.settings.resetRequestsTable, Key, ConsistentRead: true }),
    );
    return unmarshall(Item ?? {});
  };
  const putTwice = async () => {
    const request = sampleRequest();
    await resetRequests.put(request, limits);
    await resetRequests.put({ ...request, requestId: 'the second' }, limits);
    return request;
  };

  test('wakes the mailer until its last request is done', async () => {
    const request = await putTwice();
    await expect(itemOf(request)).resolves.toHaveProperty('pending', 1);
    await resetRequests.markDone(request, 1, sampleSettlement());
    await expect(itemOf(request)).resolves.toHaveProperty('pending', 1);
    await resetRequests.markDone(request, 2, sampleSettlement());
    await expect(itemOf(request)).resolves.not.toHaveProperty('pending');
    await resetRequests.put({ ...request, requestId: 'the third' }, limits);
    await expect(itemOf(request)).resolves.toHaveProperty('pending', 1);
  });

  test('keeps the reason of a failure for the operator, even if later requests come', async () => {
    const request = await putTwice();
    await resetRequests.markFailed(request, 1, sampleSettlement('no such mailbox'));
    await expect(itemOf(request)).resolves.toMatchObject({ failedFor: 1, failureReason: 'no such mailbox', pending: 1 });
    await resetRequests.markFailed(request, 2, sampleSettlement('mailbox full'));
    await resetRequests.put({ ...request, requestId: 'the third' }, limits);
    await expect(itemOf(request)).resolves.toMatchObject({ failedFor: 2, failureReason: 'mailbox full', sequence: 3 });
  });

  test.each(['markDone', 'markFailed', 'markDropped'] as const)(
    'A7 is settled once with %s, unless somebody was mailed after all',
    async (mark) => {
      const request = sampleRequest();
      const settlement = async () => (await itemOf(request)).settled.outcome;
      await resetRequests.put(request, limits);
      await resetRequests.markDone(request, 1, sampleSettlement('cancelled'));
      await resetRequests[mark](request, 1, sampleSettlement('no-account'));
      await expect(settlement()).resolves.toBe('cancelled');
      await resetRequests[mark](request, 1, { ...sampleSettlement('sent'), mailed: [{ id: 'ann', tenant: null }] });
      await expect(settlement()).resolves.toBe('sent');
    },
  );

  test('may be deleted 25 hours after its last request', async () => {
    const request = sampleRequest({ requestedAt: 1_700_000_000_999 });
    await resetRequests.put(request, limits);
    await expect(itemOf(request)).resolves.toHaveProperty('deleteAfter', 1_700_000_000 + 25 * 3600);
  });
});
