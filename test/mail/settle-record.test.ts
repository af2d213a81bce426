import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Order, type StreamJob, settleRecord } from '#lib/mail/settle-record.ts';
import type { MailOutcome } from '#lib/reset/mail-outcome.ts';
import { MailRefused } from '#lib/reset/ports.ts';
import { logger, metrics } from '#lib/runtime/log.ts';

const written: { level: string; message: string; fields: object }[] = [];
const counted: string[] = [];

beforeEach(() => {
  written.length = 0;
  counted.length = 0;
  jest.spyOn(metrics, 'addMetric').mockImplementation((name, amount) => void counted.push(`${name} ${amount}`));
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(logger, level).mockImplementation((message, fields) => void written.push({ level, message, fields }));
  }
});

afterEach(() => {
  jest.restoreAllMocks();
});

const record: DynamoDBRecord = { dynamodb: { NewImage: { pending: { N: '1' } }, SequenceNumber: '7' } };
const ids = { record: '7', function: 'mail/send-reset-link', invocationId: 'invocation' };
const throttled = Object.assign(new Error('slow down, jane@example.com'), { name: 'Throttling' });
const unexplained = new TypeError('cannot mail to jane@example.com');
const fails = (failure: Error) => async () => {
  throw failure;
};

const sent: MailOutcome = { mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' };

/** Settles one record with a job that sends a mail, unless `differences` say otherwise. */
async function settle(differences: Partial<StreamJob<string>> = {}, given = record, parse = orders({ requestId: 'request' })) {
  const givenUp: string[] = [];
  const job: StreamJob<string> = {
    run: async () => sent,
    countFailure: async () => 1,
    giveUp: async (task, reason) => void givenUp.push(`${task}: ${reason}`),
    ...differences,
  };
  const circumstances = { now: 1_000, function: ids.function, invocationId: ids.invocationId };
  return { settled: await settleRecord(parse, job, given, circumstances), givenUp };
}

const orders = (of: { requestId?: string }) => (): Order<string> => ({ task: 'a mail', ...of });

test('a job that succeeds gets its task and the time, settles the record, and is logged with the ids that a search needs', async () => {
  const run = jest.fn<StreamJob<string>['run']>().mockResolvedValue(sent);
  expect((await settle({ run })).settled).toBe('settled');
  expect(run.mock.calls).toEqual([['a mail', 1_000]]);
  expect(written).toEqual([
    {
      level: 'info',
      message: 'mail job done',
      fields: { ...ids, requestId: 'request', outcome: 'sent', ...counts(1), settled: true },
    },
  ]);
});

const counts = (mailsSent: number) => ({ mailsSent, mailsDropped: 0, mailsHeldBack: 0 });

test('an order that no request caused, in a record without a number, is logged with “none” for both', async () => {
  await settle({}, { dynamodb: { NewImage: {} } }, orders({}));
  expect(written[0]?.fields).toMatchObject({ requestId: 'none', record: 'none' });
});

test('a job that has nothing to mail counts no mail', async () => {
  await settle({ run: async () => ({ ...sent, mailsSent: 0 }) });
  expect(counted).toEqual([]);
});

test.each([
  ['without an image', {}],
  ['that is empty', { dynamodb: {} }],
])('a record %s is settled without a log line, because it was never an order', async (_, given) => {
  const parse = jest.fn(orders({}));
  expect((await settle({}, given, parse)).settled).toBe('settled');
  expect({ parsed: parse.mock.calls, written, counted }).toEqual({ parsed: [], written: [], counted: [] });
});

test('M8 a malformed record is settled, logged with its number and counted as a failed mail', async () => {
  const malformed = () => {
    throw unexplained;
  };
  expect((await settle({}, record, malformed)).settled).toBe('settled');
  expect(written).toEqual([{ level: 'error', message: 'malformed record', fields: { ...ids, settled: true } }]);
  expect(counted).toEqual(['MailsFailed 1']);
});

describe('a failure', () => {
  const at = expect.stringContaining('settle-record.test.ts');

  test('M8 that is transient leaves the record for another attempt, and the log names it', async () => {
    expect(await settle({ run: fails(throttled) })).toEqual({ settled: 'retry', givenUp: [] });
    expect(written).toEqual([
      {
        level: 'warn',
        message: 'mail job to be tried again',
        fields: { ...ids, requestId: 'request', failure: 'Throttling', at },
      },
    ]);
    expect(counted).toEqual([]);
  });

  test('that refuses the mail ends the task, and the log gives the reason', async () => {
    const refused = fails(new MailRefused('SES: MessageRejected'));
    expect(await settle({ run: refused })).toEqual({ settled: 'settled', givenUp: ['a mail: SES: MessageRejected'] });
    expect(written).toEqual([
      {
        level: 'error',
        message: 'mail job failed for good',
        fields: { ...ids, requestId: 'request', failure: 'SES: MessageRejected', at, settled: true },
      },
    ]);
    expect(counted).toEqual(['MailsFailed 1']);
  });

  test('that nobody explained ends the task the fifth time, and the log names the kind of error', async () => {
    const attempt = (failures: number) => settle({ run: fails(unexplained), countFailure: async () => failures });
    expect(await attempt(4)).toEqual({ settled: 'retry', givenUp: [] });
    expect(await attempt(5)).toEqual({ settled: 'settled', givenUp: ['a mail: TypeError'] });
    expect(written.map(({ fields }) => fields)).toEqual([
      { ...ids, requestId: 'request', failure: 'TypeError', at },
      { ...ids, requestId: 'request', failure: 'TypeError', at, settled: true },
    ]);
  });

  test('of a task that a later one has replaced settles the record, and nothing is given up or counted', async () => {
    const replaced = { run: fails(unexplained), countFailure: async () => undefined };
    expect(await settle(replaced)).toEqual({ settled: 'settled', givenUp: [] });
    expect(written).toEqual([
      {
        level: 'warn',
        message: 'mail job replaced by a later one',
        fields: { ...ids, requestId: 'request', failure: 'TypeError', at, settled: true },
      },
    ]);
    expect(counted).toEqual([]);
  });

  test.each([
    ['counted', { run: fails(unexplained), countFailure: fails(throttled) }],
    ['given up', { run: fails(new MailRefused('not one mail address')), giveUp: fails(throttled) }],
  ])('M8 that cannot be %s leaves the record for another attempt, and the log names the second failure', async (_, job) => {
    expect((await settle(job)).settled).toBe('retry');
    expect(written).toEqual([
      {
        level: 'warn',
        message: 'mail job to be tried again',
        fields: { ...ids, requestId: 'request', failure: 'Throttling', at: expect.any(String) },
      },
    ]);
    expect(counted).toEqual([]);
  });
});
