import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { admin, adminJson } from '#test/infra/admin/run-words.ts';
import { type DeployedStack, startDeployedStack } from './deployed-stack.ts';

let stack: DeployedStack;

beforeAll(async () => {
  stack = await startDeployedStack();
});
afterAll(() => stack.stop());

test('status is one line, and the command succeeds if nothing is wrong', async () => {
  stack.account.outputs.Version = '1.2.3';
  expect(await admin('status --stack Rekey')).toEqual({
    code: 0,
    err: '',
    out: 'Rekey 1.2.3 in us-east-1: ok. requests: 0 waiting, 0 late, 0 failed; notices: 0 late; queues: 0 messages; streams: 2 of 2 are read; mail: healthy, 10 of 200 sent today; alarms: none.\n',
  });
});

test('status names what is wrong, and then the command fails', async () => {
  const { account, database } = stack;
  const { put } = dynamoResetRequests(database.settings);
  await put(sampleRequest({ requestedAt: Date.now() - 600_000 }), {
    mailsPerMinute: 3,
    mailsPerTokenLifetime: 10,
    tokenLifetimeMinutes: 60,
  });
  account.operation.queues.links.push({ body: '{}', sentAt: 0 });
  account.operation.alarms.push('Rekey: mails bounce');
  account.mappings.links = 'Disabled';
  account.production = false;
  const { code, out } = await admin('status --stack Rekey');
  expect(code).toBe(1);
  expect(out).toContain('look at requests, queues, streams, mail, alarms. requests: 1 waiting, 1 late');
  expect(out).toContain('streams: 1 of 2 are read; mail: healthy, in the sandbox, 10 of 200 sent today; alarms: mails bounce.');
  expect(out.trim().split('\n')).toHaveLength(1);
});

test('status --json has a part for each', async () => {
  await expect(adminJson('status --stack Rekey')).rejects.toThrow();
  const { out } = await admin('status --stack Rekey --json');
  expect(JSON.parse(out)).toMatchObject({ ok: false, version: '1.2.3', notices: { ok: true }, alarms: { ok: false } });
});
