import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { SNSEvent } from 'aws-lambda';
import { defineReportJob } from '#lib/mail/define-report-job.ts';
import { logger } from '#lib/runtime/log.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { memoryAccounts } from '#test/memory/memory-accounts.ts';
import { memoryMailNotes } from '#test/memory/memory-mail-notes.ts';

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
  mailNotes: () => {
    throw new Error('the adapters of production were opened');
  },
});

const complaintOf = (address: string) =>
  JSON.stringify({ eventType: 'Complaint', complaint: { complaintFeedbackType: 'abuse' }, mail: { destination: [address] } });

/** Runs the handler over accounts in memory, with one record for each report. */
async function run(reports: readonly string[], accounts = memoryAccounts(async () => 'hash'), context: object = {}) {
  const over = handler.with({ accounts: () => accounts, mailNotes: () => mailNotes }, parseSettings({}));
  const event = { Records: reports.map((Message) => ({ Sns: { Message } })) };
  // The handler reads nothing else of the event and the context.
  await over(event as SNSEvent, context as Parameters<typeof over>[1]);
}

const mailNotes = memoryMailNotes();

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

const mailId = '0123456789abcdef0123456789abcdef';
const tagged = (id: string) => ({
  destination: ['somebody@example.com'],
  tags: { 'ses:caller-identity': ['rekey'], 'rekey-mail': [id] },
});

test.each([
  ['Delivery', { delivery: {} }, 'delivered'],
  ['Reject', { reject: { reason: 'Bad content' } }, 'rejected'],
  ['Bounce', { bounce: { bounceType: 'Transient' } }, 'bounced-for-now'],
  ['Bounce', { bounce: { bounceType: 'Permanent' } }, 'bounced'],
  ['Complaint', { complaint: { complaintFeedbackType: 'abuse' } }, 'complained'],
])('a report of the kind %s is noted with the mail that it is about: %j', async (eventType, details, outcome) => {
  const id = `${outcome.length.toString(16).padStart(2, '0')}${mailId.slice(2)}`;
  await run([JSON.stringify({ eventType, ...details, mail: tagged(id) })]);
  expect(mailNotes.read(id)).toEqual({ delivery: outcome });
});

test.each([
  ['without tags', { destination: ['somebody@example.com'] }],
  ['with tags of another form', { destination: ['somebody@example.com'], tags: 'rekey-mail' }],
  ['whose tag is no id', tagged('../other')],
])('M14 a report about a mail %s notes nothing and does not fail', async (_, mail) => {
  const noted = jest.spyOn(mailNotes, 'noteDelivery');
  await run([JSON.stringify({ eventType: 'Delivery', delivery: {}, mail })]);
  expect(noted).not.toHaveBeenCalled();
});

test.each([
  ['M10 a bounce marks its account', 'Bounce', { bounce: { bounceType: 'Permanent' } }],
  ['M14 a delivery does not fill the failure queue', 'Delivery', { delivery: {} }],
])('%s, even if its note cannot be written', async (_, eventType, details) => {
  jest.spyOn(mailNotes, 'noteDelivery').mockRejectedValue(new TypeError('no access to somebody@example.com'));
  const accounts = memoryAccounts(async () => 'hash');
  const account = sampleAccount({ email: 'somebody@example.com' });
  accounts.store(account);
  await run([JSON.stringify({ eventType, ...details, mail: tagged(mailId) })], accounts);
  expect((await accounts.find(account))?.undeliverable?.cause).toBe(eventType === 'Bounce' ? 'bounce' : undefined);
  expect(written.map(({ level, message }) => [level, message])).toEqual([
    ['warn', 'a delivery report was not noted'],
    ['info', 'delivery report done'],
  ]);
  expect(JSON.stringify(written)).not.toContain('@');
});
