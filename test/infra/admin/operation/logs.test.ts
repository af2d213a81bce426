import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { admin, adminJson } from '#test/infra/admin/run-words.ts';
import { type DeployedStack, startDeployedStack } from './deployed-stack.ts';

let stack: DeployedStack;

const now = Date.now();
const line = (minutesAgo: number, message: string) => ({ timestamp: now - minutesAgo * 60_000, message });

beforeAll(async () => {
  stack = await startDeployedStack();
  stack.account.operation.logs = {
    '/rekey/access': [line(30, '{"requestId":"JKJaXmPLvHcESHA=","status":200}\n'), line(10, '{"status":429,"problem":1}')],
    '/rekey/set-password': [line(10, 'a problem'), line(90, 'an old problem'), line(20, 'another problem')],
    '/rekey/send-reset-link': [
      line(29, '{"requestId":"JKJaXmPLvHcESHA=","message":"mail job done"}'),
      line(15, 'a problem here'),
    ],
  };
});
beforeEach(() => {
  stack.account.operation.searched.length = 0;
});
afterAll(() => stack.stop());

const found = async (words: string) => {
  const { lines } = await adminJson(`logs ${words} --stack Rekey`);
  return lines.map(({ source, message }: { source: string; message: string }) => `${source}: ${message}`);
};

test('logs --request finds what one request did in every log, in the order of time', async () => {
  expect(await found('--request JKJaXmPLvHcESHA=')).toEqual([
    'access: {"requestId":"JKJaXmPLvHcESHA=","status":200}',
    'mail/send-reset-link: {"requestId":"JKJaXmPLvHcESHA=","message":"mail job done"}',
  ]);
  expect(await admin('logs --request JKJaXmPLvHcXXXX= --stack Rekey')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^No such line since /),
  });
});

test('logs shows what went wrong, in one function or in all, as far back as it is told', async () => {
  expect(await found('--since 1h')).toEqual([
    'crafter-studio/set-password: another problem',
    'mail/send-reset-link: a problem here',
    'crafter-studio/set-password: a problem',
  ]);
  expect(stack.account.operation.searched).toContain(
    '{ ($.level = "ERROR") || ($.level = "WARN") || ($.record.status = "error") || ($.record.status = "timeout") }',
  );
  expect(await found('crafter-studio/set-password --since 2h')).toHaveLength(3);
  const { out } = await admin('logs crafter-studio/set-password --limit 1 --stack Rekey');
  expect(out).toContain('another problem\nThere are more. Give a shorter --since, or a --limit above 1.');
});

test('logs --status looks in the access log', async () => {
  expect(await found('--status 429')).toEqual(['access: {"status":429,"problem":1}']);
  await found('--status 401,5xx');
  expect(stack.account.operation.searched).toEqual([
    '{ ($.status = 429) }',
    '{ ($.status = 401) || ($.status >= 500 && $.status <= 599) }',
  ]);
});

test.each([
  ['logs --request a" --stack Rekey', 'a" is not the id of a request.'],
  ['logs --request abcdef --status 500 --stack Rekey', 'cannot be used with'],
  ['logs crafter-studio/set-password --status 500 --stack Rekey', 'Leave out the function.'],
  ['logs --status 4 --stack Rekey', '--status must be statuses such as 429 or 5xx'],
  ['logs --since forever --stack Rekey', '--since must be a duration such as 30m, 3h or 2d, not forever.'],
  ['logs --limit 0 --stack Rekey', '--limit must be a whole number'],
  ['logs nothing/here --stack Rekey', 'There is no log of nothing/here. There are: '],
])('%s is refused', async (words, err) => {
  expect(await admin(words)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(err) });
});
