import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { SNSEvent } from 'aws-lambda';
import { defineReportJob } from '#lib/mail/define-report-job.ts';
import { logger } from '#lib/runtime/log.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { memoryAccounts } from '#test/memory/memory-accounts.ts';

const written: { level: string; message: string; fields: object }[] = [];

beforeEach(() => {
  written.length = 0;
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(logger, level).mockImplementation((message, fields) => void written.push({ level, message, fields }));
  }
});

afterEach(() => {
  jest.restoreAllMocks();
});

const handler = defineReportJob('mail/record-undeliverable', {
  accounts: () => {
    throw new Error('the adapters of production were opened');
  },
});

const complaintOf = (address: string) =>
  JSON.stringify({ eventType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' }, mail: { destination: [address] } });

/** Runs the handler over accounts in memory, with one record for each report. */
async function run(reports: readonly string[], accounts = memoryAccounts(async () => 'hash'), context: object = {}) {
  const over = handler.with({ accounts: () => accounts }, parseSettings({}));
  const event = { Records: reports.map((Message) => ({ Sns: { Message } })) };
  // The handler reads nothing else of the event and the context.
  await over(event as SNSEvent, context as Parameters<typeof over>[1]);
}

const ids = { function: 'mail/record-undeliverable', invocationId: 'none' };

test('M10 a complaint marks the account as complained about, in the realm of the account', async () => {
  const accounts = memoryAccounts(async () => 'hash');
  const account = sampleAccount();
  accounts.store(account);
  await run([complaintOf(`${account.email}`)], accounts);
  expect((await accounts.find(account))?.undeliverable).toMatchObject({ address: account.email, cause: 'complaint' });
  expect(written).toEqual([
    { level: 'info', message: 'delivery report done', fields: { ...ids, kind: 'complaint', accounts: 1 } },
  ]);
});

test('every report of an event is handled', async () => {
  await run([complaintOf('nobody@example.com'), JSON.stringify({ eventType: 'Open' })]);
  expect(written).toEqual([
    { level: 'warn', message: 'delivery report about no account', fields: { ...ids, kind: 'complaint' } },
    { level: 'info', message: 'delivery report done', fields: { ...ids, kind: 'Open', accounts: undefined } },
  ]);
});

test('the log names the invocation', async () => {
  await run([JSON.stringify({ eventType: 'Open' })], undefined, { awsRequestId: 'invocation' });
  expect(written[0]?.fields).toMatchObject({ invocationId: 'invocation' });
});

test('F4 a report that fails is logged with the kind of its error and where it happened, but without its message', async () => {
  const broken = {
    ...memoryAccounts(async () => 'hash'),
    markUndeliverable: async () => {
      throw new TypeError('no access to gone@example.com');
    },
  };
  await expect(run([complaintOf('gone@example.com')], broken)).rejects.toThrow('the delivery report could not be dealt with');
  expect(written).toEqual([
    {
      level: 'error',
      message: 'delivery report failed',
      fields: { ...ids, failure: 'TypeError', at: expect.stringContaining('define-report-job.test.ts') },
    },
  ]);
});
