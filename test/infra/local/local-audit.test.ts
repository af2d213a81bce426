import { expect, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { startLocalAudit } from '#infra/local/audit/local-audit.ts';
import type { AuditInput } from '#lib/audit/define-audit-job.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

const realm = { S: 'crafter-studio' };
const recordOf = (NewImage: Image): DynamoDBRecord => ({
  dynamodb: { NewImage, ApproximateCreationDateTime: Date.now() / 1000, SequenceNumber: '1' },
});

test('the audit function gets the records that its filters let through on AWS, and no others', async () => {
  const inputs: AuditInput[] = [];
  const audit = startLocalAudit({
    load: async () => async (input) => {
      inputs.push(input);
    },
    file: undefined,
    report: () => undefined,
  });
  const waking = [
    recordOf({ realm, pending: { N: '1' } }),
    recordOf({ realm, settled: { M: { at: { N: '1' } } } }),
    recordOf({ realm, noticeEnded: { M: { at: { N: '1' } } } }),
  ];
  const noteOfMail = recordOf({ realm, mailOutcome: { S: 'sent' } });
  for (const record of [noteOfMail, ...waking, recordOf({ realm, settled: { M: { what: { S: 'nothing' } } } })]) {
    audit.accept(record);
  }
  await audit.idle();
  await audit.stop();

  expect(inputs.flatMap((input) => ('Records' in input ? input.Records : []))).toEqual(waking);
});
