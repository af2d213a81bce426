import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import { defineStreamJob } from '#lib/mail/define-stream-job.ts';
import { parseResetRequestRecord } from '#lib/mail/parse-reset-request-record.ts';
import { MailRefused } from '#lib/reset/ports.ts';
import type { ResetLinkJob } from '#lib/reset/send-reset-link.ts';
import { logger, metrics } from '#lib/runtime/log.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { requestRecord } from './stream-event.ts';

const sent = { mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' } as const;
const throttled = Object.assign(new Error('Maximum sending rate exceeded by jane@example.com'), { name: 'Throttling' });
const unexplained = new TypeError('cannot mail to jane@example.com');

const logged: string[] = [];
const counted: string[] = [];

beforeEach(() => {
  logged.length = 0;
  counted.length = 0;
  jest.spyOn(metrics, 'addMetric').mockImplementation((name, amount) => {
    counted.push(`${name} ${amount}`);
    return metrics;
  });
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(logger, level).mockImplementation((...entry) => void logged.push(JSON.stringify(entry)));
  }
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** A job that sends every mail. */
const sending = { run: async () => sent, countFailure: async () => 1, giveUp: async () => undefined };

/** Runs a batch through a job that fails as `fail` says, and returns the steps it took. */
async function deliver(
  records: DynamoDBRecord[],
  fail: (task: ResetLinkJob) => Error | undefined = () => undefined,
  failuresBefore = 0,
) {
  const steps: string[] = [];
  const nameOf = ({ key, sequence }: ResetLinkJob) => `${key.identifier}/${sequence}`;
  const handler = defineStreamJob('mail/send-reset-link', parseResetRequestRecord, {}, () => ({
    run: async (task) => {
      await new Promise((resolve) => setImmediate(resolve));
      const failure = fail(task);
      if (failure !== undefined) {
        throw failure;
      }
      steps.push(`sent ${nameOf(task)}`);
      return sent;
    },
    countFailure: async (task) => {
      steps.push(`counted ${nameOf(task)}`);
      return failuresBefore + 1;
    },
    giveUp: async (task, reason) => {
      steps.push(`gave up ${nameOf(task)}: ${reason}`);
    },
  }));
  // The handler works without a context.
  const response = await handler({ Records: records }, undefined as never);
  return { steps, retried: response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

describe('a batch', () => {
  test('is handled completely, and the records of one item in their order', async () => {
    const { steps, retried } = await deliver([requestRecord('a', 1), requestRecord('b', 1), requestRecord('a', 2)]);
    expect(steps).toEqual(['sent a/1', 'sent b/1', 'sent a/2']);
    expect(retried).toEqual([]);
    expect(counted).toEqual(['MailsSent 1', 'MailsSent 1', 'MailsSent 1']);
  });

  test('M8 with a throttled record delivers only that record and the later ones of its item again', async () => {
    const { steps, retried } = await deliver([requestRecord('a', 1), requestRecord('b', 1), requestRecord('a', 2)], ({ key }) =>
      key.identifier === 'a' ? throttled : undefined,
    );
    expect(steps).toEqual(['sent b/1']);
    expect(retried).toEqual(['a/1', 'a/2']);
  });

  test('M8 delivers again nothing that came before the throttled record', async () => {
    const records = [requestRecord('a', 1), requestRecord('a', 2), requestRecord('a', 3)];
    const { steps, retried } = await deliver(records, ({ sequence }) => (sequence === 2 ? throttled : undefined));
    expect(steps).toEqual(['sent a/1']);
    expect(retried).toEqual(['a/2', 'a/3']);
  });

  test('M8 with a throttled record that has no number names an empty one, so that Lambda delivers the whole batch again', async () => {
    const { Keys, NewImage } = requestRecord('a', 1).dynamodb ?? {};
    const numberless: DynamoDBRecord = { dynamodb: { ...(Keys && { Keys }), ...(NewImage && { NewImage }) } };
    expect((await deliver([numberless], () => throttled)).retried).toEqual(['']);
  });

  test('M8 with a malformed record goes on without it', async () => {
    const malformed: DynamoDBRecord[] = [
      requestRecord('a', 1, { realm: { S: 'no realm' } }),
      requestRecord('b', 1, { sequence: { N: 'NaN' } }),
      requestRecord('c', 1, { identifier: { N: '1' } }),
      {},
      { dynamodb: { NewImage: { pending: { N: '1' } } } },
    ];
    const { steps, retried } = await deliver([...malformed, requestRecord('d', 1)]);
    expect(steps).toEqual(['sent d/1']);
    expect(retried).toEqual([]);
  });

  test('M8 ignores the write that counted a failure instead of trying again', async () => {
    const counted = requestRecord('a', 1, { failures: { N: '1' } });
    expect(await deliver([counted], () => unexplained)).toEqual({ steps: [], retried: [] });
  });

  test('ignores records that order nothing', async () => {
    const { pending: _, ...done } = requestRecord('a', 1).dynamodb?.NewImage ?? {};
    const { steps, retried } = await deliver([
      { dynamodb: { NewImage: done } },
      { eventName: 'REMOVE', dynamodb: { Keys: { request: { S: 'x' } } } },
    ]);
    expect({ steps, retried }).toEqual({ steps: [], retried: [] });
  });
});

test('M13 mails that were held back are counted, in the metric and in the log', async () => {
  const outcome = { mailsSent: 1, mailsDropped: 3, mailsHeldBack: 2, reason: 'mailbox-full' } as const;
  const handler = defineStreamJob('mail/send-reset-link', parseResetRequestRecord, {}, () => ({
    run: async () => outcome,
    countFailure: async () => 1,
    giveUp: async () => undefined,
  }));
  // The handler works without a context.
  await handler({ Records: [requestRecord('a', 1)] }, undefined as never);
  expect(counted).toEqual(['MailsSent 1', 'MailsDropped 3', 'MailsHeldBack 2']);
  expect(logged.join()).toContain('"outcome":"mailbox-full","mailsSent":1,"mailsDropped":3,"mailsHeldBack":2');
});

test.each([
  [{ awsRequestId: 'invocation' }, 'invocation'],
  [{}, 'none'],
])('an invocation with the context %j is logged as %s', async (context, invocationId) => {
  const handler = defineStreamJob('mail/send-reset-link', parseResetRequestRecord, {}, () => sending);
  // The handler reads nothing else of the context.
  await handler({ Records: [requestRecord('a', 1)] }, context as Parameters<typeof handler>[1]);
  expect(JSON.parse(logged[0] ?? '')[1]).toMatchObject({ function: 'mail/send-reset-link', invocationId });
});

test.each(['mail/send-change-notice', 'mail/record-undeliverable'] as const)(
  'M8 the failures of a reset request say nothing to %s, which does not read reset requests',
  async (id) => {
    const handler = defineStreamJob(id, parseResetRequestRecord, {}, () => sending);
    // The handler works without a context.
    await handler({ Records: [requestRecord('a', 1, { failures: { N: '1' } })] }, undefined as never);
    expect(counted).toEqual(['MailsSent 1']);
  },
);

test('a handler over other adapters and settings gives its job the ports and the settings of these', async () => {
  const settings = parseSettings({ REKEY_MAIL_FROM: 'noreply@rekey.example' });
  const seen: unknown[] = [];
  const own = () => {
    throw new Error('the adapters of production were opened');
  };
  const other = { send: async () => undefined };
  const handler = defineStreamJob('mail/send-reset-link', parseResetRequestRecord, { mailer: own }, (ports, given) => {
    seen.push(ports.mailer, given);
    return sending;
  });
  // The handler works without a context.
  await handler.with({ mailer: () => other }, settings)({ Records: [requestRecord('a', 1)] }, undefined as never);
  expect(seen).toEqual([other, settings]);
});

describe('a failure', () => {
  test('that refuses the mail for good is not tried again', async () => {
    const { steps, retried } = await deliver([requestRecord('a', 1)], () => new MailRefused('SES: MessageRejected'));
    expect(steps).toEqual(['gave up a/1: SES: MessageRejected']);
    expect(retried).toEqual([]);
    expect(counted).toEqual(['MailsFailed 1']);
  });

  test('that nobody expected is tried again', async () => {
    const { steps, retried } = await deliver([requestRecord('a', 1)], () => unexplained, 3);
    expect(steps).toEqual(['counted a/1']);
    expect(retried).toEqual(['a/1']);
  });

  test('that nobody expected is permanent the fifth time', async () => {
    const { steps, retried } = await deliver([requestRecord('a', 1)], () => unexplained, 4);
    expect(steps).toEqual(['counted a/1', 'gave up a/1: TypeError']);
    expect(retried).toEqual([]);
  });

  test('M8 that is transient is tried again, however often it has happened', async () => {
    const { steps, retried } = await deliver([requestRecord('a', 1)], () => throttled, 1_000);
    expect(steps).toEqual([]);
    expect(retried).toEqual(['a/1']);
  });

  test('M8 leaves one line that says settled for each record that orders something, and none if it is to be tried again', async () => {
    const settled = async (...delivery: Parameters<typeof deliver>) => {
      logged.length = 0;
      await deliver(...delivery);
      return logged.map((line) => JSON.parse(line)[1].settled);
    };
    expect(await settled([requestRecord('a', 1), requestRecord('b', 1)])).toEqual([true, true]);
    expect(await settled([requestRecord('a', 1)], () => new MailRefused('SES: MessageRejected'))).toEqual([true]);
    expect(await settled([requestRecord('a', 1)], () => unexplained, 4)).toEqual([true]);
    expect(await settled([requestRecord('a', 1, { sequence: { S: '' } })])).toEqual([true]);
    expect(await settled([requestRecord('a', 1)], () => throttled)).toEqual([undefined]);
  });

  test('F4 is logged with its record and request but without its message or the address', async () => {
    await deliver([requestRecord('jane@example.com', 1)], () => unexplained, 4);
    await deliver([requestRecord('jane@example.com', 1, { sequence: { S: '' } })]);
    expect(logged.map((line) => JSON.parse(line)[0])).toEqual(['mail job failed for good', 'malformed record']);
    expect(logged[0]).toContain('"requestId":"request of 1"');
    expect(logged.join().replaceAll('"record":"jane@example.com/1"', '')).not.toContain('jane');
  });
});
