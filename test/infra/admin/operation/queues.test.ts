import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { revokeRealm } from '#lib/dynamo/operator/revoke-realm.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { admin, adminJson, runWords } from '#test/infra/admin/run-words.ts';
import { type DeployedStack, startDeployedStack } from './deployed-stack.ts';

let stack: DeployedStack;

beforeAll(async () => {
  stack = await startDeployedStack();
});
beforeEach(() => {
  stack.account.operation.invoked.length = 0;
  for (const messages of Object.values(stack.account.operation.queues)) {
    messages.length = 0;
  }
});
afterAll(() => stack.stop());

const streamMessage = (shardId: string) => ({
  sentAt: Date.UTC(2026, 0, 31),
  body: JSON.stringify({
    requestContext: { condition: 'RecordAgeExceeded', functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:a' },
    DDBStreamBatchInfo: { shardId, startSequenceNumber: '1', endSequenceNumber: '2', batchSize: 2 },
  }),
});
const report = (Message: string) => ({
  sentAt: Date.UTC(2026, 0, 31),
  body: JSON.stringify({
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: { Records: [{ Sns: { Message } }] },
  }),
});
const messagesOf = (queue: 'links' | 'notices' | 'reports') => stack.account.operation.queues[queue];

test('queues list names each queue as the alarm does', async () => {
  messagesOf('links').push(streamMessage('a'), streamMessage('b'), streamMessage('c'));
  expect(await adminJson('queues list --stack Rekey')).toEqual({
    queues: [
      { function: 'mail/send-reset-link', waiting: 3, beingRead: 0 },
      { function: 'mail/send-change-notice', waiting: 0, beingRead: 0 },
      { function: 'mail/record-undeliverable', waiting: 0, beingRead: 0 },
    ],
  });
});

test('queues show says when and why, and leaves the messages where they are', async () => {
  messagesOf('links').push(streamMessage('a'), streamMessage('b'), streamMessage('c'));
  const { out } = await admin('queues show mail/send-reset-link --stack Rekey');
  expect(out.match(/2026-01-31T00:00:00.000Z {2}RecordAgeExceeded {2}2 records/g)).toHaveLength(3);
  expect((await adminJson('queues show mail/send-reset-link --limit 1 --stack Rekey')).messages).toHaveLength(1);
  expect(messagesOf('links').map(({ isOut }) => isOut)).toEqual([false, false, false]);
  expect((await admin('queues show mail/send-change-notice --stack Rekey')).out).toContain('is empty');
});

test('queues redrive asks again for the requests that were given up, and for no other', async () => {
  const { put, find } = dynamoResetRequests(stack.database.settings);
  const asked = async (identifier: string, minutes: number) => {
    const request = sampleRequest({ identifier, requestedAt: Date.now() - minutes * 60_000 });
    await put(request, { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 });
    return request;
  };
  const [late, recent] = [await asked('late', 70), await asked('recent', 5)];
  messagesOf('links').push(streamMessage('a'));
  const words = 'queues redrive mail/send-reset-link --stack Rekey'.split(' ');
  expect(await runWords(words)).toMatchObject({ code: 1, err: expect.stringContaining('asks again for 1 request ') });
  expect((await runWords([...words, '--dry-run'])).out).toContain('asks again for 1 request ');
  expect((await find(late))?.sequence).toBe(1);
  expect(await runWords([...words, '--yes', '--json'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('"askedAgain":1,"throttled":0,"deleted":1'),
  });
  expect(await find(late)).toMatchObject({ sequence: 2, identifier: 'late', link: late.link, languages: late.languages });
  expect((await find(late))?.requestedAt).toBeGreaterThan(late.requestedAt);
  expect((await find(recent))?.sequence).toBe(1);
  expect(messagesOf('links')).toEqual([]);
});

test('K14 queues redrive does not bring back what resets revoke --all has ended', async () => {
  const { settings } = stack.database;
  const { put, find, markFailed } = dynamoResetRequests(settings);
  const limits = { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 };
  const realm = 'crafter-studio';
  const requestedAt = Date.now() - 70 * 60_000;
  const late = sampleRequest({ realm, identifier: 'late', requestedAt });
  const failed = sampleRequest({ realm, identifier: 'failed', requestedAt });
  await put(late, limits);
  await put(failed, limits);
  await markFailed(failed, 1, sampleSettlement('SES: MailFromDomainNotVerifiedException'));
  await revokeRealm(settings, realm);
  await adminJson('queues redrive mail/send-reset-link --failed --yes --stack Rekey');
  expect([await find(late), await find(failed)]).toMatchObject([{ sequence: 1 }, { sequence: 1 }]);
});

test('queues redrive --failed asks again also for mails that SES refused', async () => {
  const { put, find, markFailed } = dynamoResetRequests(stack.database.settings);
  const request = sampleRequest({ identifier: 'refused', requestedAt: Date.now() - 60_000 });
  await put(request, { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 });
  await markFailed(request, 1, sampleSettlement('SES: MailFromDomainNotVerifiedException'));
  expect(await adminJson('queues redrive mail/send-reset-link --yes --stack Rekey')).toMatchObject({ askedAgain: 0 });
  expect(await adminJson('queues redrive mail/send-reset-link --failed --yes --stack Rekey')).toMatchObject({ askedAgain: 1 });
  expect(await find(request)).toMatchObject({ sequence: 2 });
  const wrong = await admin('queues redrive mail/send-change-notice --failed --stack Rekey');
  expect(wrong).toMatchObject({ code: 1, err: '--failed goes with mail/send-reset-link.\n' });
});

test('queues redrive hands reports to the function again, and keeps those that it fails on', async () => {
  messagesOf('reports').push(report('one'), report('poison'), report('three'));
  const { code, out } = await admin('queues redrive mail/record-undeliverable --yes --stack Rekey');
  expect(code).toBe(2);
  expect(out).toContain('The function has handled 2 events.');
  expect(out).toContain('It failed on 1, which stay in the queue.');
  expect(messagesOf('reports').map(({ body }) => body)).toEqual([report('poison').body]);
  expect(stack.account.operation.invoked).toMatchObject(
    ['one', 'poison', 'three'].map((Message) => ({ name: 'record-undeliverable', payload: { Records: [{ Sns: { Message } }] } })),
  );
});

test('queues redrive keeps messages that hold no event, and says so', async () => {
  messagesOf('reports').push(streamMessage('a'), report('one'));
  const { code, out } = await admin('queues redrive mail/record-undeliverable --yes --stack Rekey');
  expect(code).toBe(2);
  expect(out).toContain('The function has handled 1 event.');
  expect(out).toContain('The queue keeps 1 message without an event');
  expect(out).not.toContain('It failed on');
  expect(messagesOf('reports').map(({ body }) => body)).toEqual([streamMessage('a').body]);
});

test('queues purge shows the number and asks before it deletes', async () => {
  messagesOf('notices').push(streamMessage('a'));
  const words = 'queues purge mail/send-change-notice --stack Rekey'.split(' ');
  expect((await runWords(words, false, 'n')).err).toContain('This deletes the 1 message in');
  expect((await runWords([...words, '--dry-run'])).out).toContain('This would delete the 1 message in');
  expect(messagesOf('notices')).toHaveLength(1);
  expect((await runWords(words, false, 'y')).code).toBe(0);
  expect(messagesOf('notices')).toEqual([]);
});

test.each([
  ['queues show mail/nothing --stack Rekey', /There is no failure queue of mail\/nothing\. There are: mail\/send-reset-link, /],
  ['queues show mail/send-reset-link --limit none --stack Rekey', /--limit must be a whole number/],
])('%s is refused', async (line, err) => {
  expect(await admin(line)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(err) });
});
