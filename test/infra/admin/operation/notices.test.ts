import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';
import { admin, adminJson, pointAt } from '#test/infra/admin/run-words.ts';

let stack: Stack;
let world: World;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  world = wireWorld(stack);
  pointAt(stack);
});
afterAll(() => stack.stop());

/**
 * An account with a notice that the mailer has not sent: as if it had failed, its image has a count of failures, which the mailer ignores.
 *
 * @param minutes how long ago the password was changed
 */
async function withDueNotice(id: string, minutes: number): Promise<void> {
  const reference = { realm: 'crafter-studio', id } as const;
  await world.storeAccount({ ...reference, email: `${id}@example.com` });
  await updateIf(
    {
      table: stack.settings.accountsTable,
      key: accountKey(reference),
      update: 'SET #noticeDue = :noticeDue, #noticeFailures = :failures',
      values: { noticeDue: Date.now() - minutes * 60_000, failures: 4 },
    },
    operatorClient(),
  );
}

const mailsTo = (id: string) => stack.inbox.rawMails.filter(({ destinations }) => destinations.includes(`${id}@example.com`));

test('M11 notices retry sends what is late and was not sent, once', async () => {
  await withDueNotice('late', 10);
  await withDueNotice('recent', 1);
  expect(await adminJson('notices list')).toMatchObject({
    notices: [{ realm: 'crafter-studio', id: 'late', noticeFailures: 4 }],
  });
  expect((await admin('notices retry --dry-run')).out).toBe('This would send 1 notices.\n');
  expect(mailsTo('late')).toEqual([]);
  expect(await adminJson('notices retry')).toEqual({ due: 1, ordered: 1, dryRun: false });
  await stack.streams.idle();
  expect(mailsTo('late')).toHaveLength(1);
  expect(mailsTo('recent')).toEqual([]);
  expect((await admin('notices list')).out).toBe('No notice is late.\n');
  expect(await adminJson('notices retry')).toMatchObject({ ordered: 0 });
  await stack.streams.idle();
  expect(mailsTo('late')).toHaveLength(1);
});

test('notices list --changed-from lists the accounts that changed in a time', async () => {
  const at = Date.UTC(2026, 0, 31, 10);
  await world.storeAccount({ realm: 'crafter-studio', id: 'changed', lastModified: at });
  const changed = 'notices list --changed-from 2026-01-31T09:59:00Z --changed-to 2026-01-31T10:01:00Z';
  expect(await adminJson(changed)).toEqual({
    accounts: [{ realm: 'crafter-studio', id: 'changed', changedAt: '2026-01-31T10:00:00.000Z' }],
  });
  expect((await admin('notices list --changed-from 2026-01-30 --changed-to 2026-01-31')).out).toContain('No account changed');
});

test.each([
  ['notices list --changed-from yesterday', '--changed-from must be a time such as 2026-01-31T09:57:00Z, not yesterday.\n'],
  ['notices list --changed-to 2026-01-31', '--changed-to goes with --changed-from.\n'],
])('%s is refused', async (line, err) => {
  expect(await admin(line)).toEqual({ code: 1, out: '', err });
});

test('status says in one line how the local stack is', async () => {
  expect(await admin('status')).toEqual({
    code: 0,
    out: 'The local stack: ok. requests: 0 waiting, 0 late, 0 failed; notices: 0 late.\n',
    err: '',
  });
});

test.each(['queues list', 'logs', 'rotate administrators', 'restore list', 'mails records'])(
  '%s refuses the local stack',
  async (words) => {
    expect(await admin(words)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('works on a deployed stack only'),
    });
  },
);
