import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { createApplication, deleteApplication } from '#lib/dynamo/operator/applications.ts';
import { setEnabled } from '#lib/dynamo/operator/change-account.ts';
import { tableState } from '#lib/dynamo/operator/restore-table.ts';
import { putBack } from '#lib/dynamo/operator/restored-items.ts';
import { type NewAccount, storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { readItem } from '#lib/dynamo/stored-item.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { admin, runWords } from '#test/infra/admin/run-words.ts';
import { deleteAccounts } from './delete-accounts.ts';
import { type DeployedStack, startDeployedStack } from './deployed-stack.ts';
import { type RestoringDatabase, startRestoringDatabase } from './start-restoring-database.ts';

let stack: DeployedStack;
let backups: RestoringDatabase;
let moment = 0;

beforeAll(async () => {
  stack = await startDeployedStack();
  backups = await startRestoringDatabase(stack.database);
});
afterAll(async () => {
  backups.stop();
  await stack.stop();
});

/** Each test restores to a second of its own, so that none finds the restored table of another. */
beforeEach(() => {
  moment++;
});
const to = () => new Date(Date.UTC(2026, 0, 31, 9, 0, moment)).toISOString().replace('.000', '');
const restore = (words: string, answer?: string) => runWords(`restore ${words} --stack Rekey`.split(' '), false, answer);
const accounts = () => dynamoAccounts(stack.database.settings);
const store = async (account: NewAccount) => {
  await storeAccount(stack.database.settings, account, null);
  return account;
};
const stampOf = async (account: NewAccount) => (await accounts().find(account))?.credentialStamp;

test('K3 restore accounts brings back what is gone or different, with new stamps, and leaves all other accounts alone', async () => {
  const { settings } = stack.database;
  const [gone, changed, same] = [await store(sampleAccount()), await store(sampleAccount()), await store(sampleAccount())];
  const before = { gone: await stampOf(gone), changed: await stampOf(changed), same: await stampOf(same) };
  await backups.backUp(settings.accountsTable, 'account');
  await deleteAccounts(stack.database, [gone]);
  await store({ ...changed, email: 'other@example.com', lastModified: 3_000 });
  const added = await store(sampleAccount());
  const later = { changed: await stampOf(changed), added: await stampOf(added) };
  await dynamoResetRequests(settings).put(sampleRequest({ requestedAt: Date.now() }), {
    mailsPerMinute: 3,
    mailsPerTokenLifetime: 10,
    tokenLifetimeMinutes: 60,
  });

  const words = `accounts --to ${to()}`;
  expect((await restore(`${words} --dry-run`)).out).toContain(
    `This would bring back 1 accounts that are not there now and 1 that are different now.\nnot there now: crafter-studio ${gone.id}\ndifferent now: crafter-studio ${changed.id}\n`,
  );
  expect((await restore(words, 'n')).err).toContain(
    'This ends their links and sessions, makes their earlier passwords work again, and cancels 1 waiting mail. Go on?',
  );
  expect(await stampOf(gone)).toBeUndefined();

  const { code, out } = await restore(`${words} --yes`);
  expect(out).toContain('Brought back 2 accounts. Cancelled 1 waiting mail.');
  expect(code).toBe(0);
  expect(await accounts().find(changed)).toMatchObject({ email: changed.email, noticeDue: null });
  const [goneNow, changedNow] = [await stampOf(gone), await stampOf(changed)];
  expect(goneNow).toEqual(expect.any(String));
  expect([before.gone, before.changed, later.changed]).not.toContain(goneNow);
  expect([before.changed, later.changed]).not.toContain(changedNow);
  expect(await stampOf(same)).toBe(before.same);
  expect(await stampOf(added)).toBe(later.added);
  // The four runs restored once only.
  expect(backups.restores).toHaveLength(1);
  expect((await restore(`${words} --yes`)).out).toContain('Nothing to bring back');
});

test('A7 restore accounts takes the end of a notice for no difference, and brings back nobody’s address', async () => {
  const { settings } = stack.database;
  const [same, gone] = [await store(sampleAccount()), await store(sampleAccount())];
  const cause = { by: 'owner', actor: null, address: '192.0.2.1', requestId: 'request-1' } as const;
  const change = { password: 'a new pass phrase', tenant: null, mustBeEnabled: true, languages: '', cause, now: 7_000 };
  for (const account of [same, gone]) {
    const credentialStamp = `${await stampOf(account)}`;
    const { setPassword } = dynamoAccounts(settings, { hashPassword: async () => 'a hash' });
    expect(await setPassword(account, { ...change, credentialStamp })).toMatchObject({ outcome: 'set' });
  }
  await backups.backUp(settings.accountsTable, 'account');
  await accounts().endNotice(same, 7_000, { outcome: 'sent', at: 8_000 });
  await deleteAccounts(stack.database, [gone]);
  expect((await restore(`accounts --to ${to()} --yes`)).out).toContain('Brought back 1 accounts.');
  expect(await readItem(settings.accountsTable, accountKey(gone))).toMatchObject({ passwordChangedAt: { N: '7000' } });
  expect(await readItem(settings.accountsTable, accountKey(gone))).not.toHaveProperty('passwordSet');
});

test('K3 restore does not overwrite an account that was changed since it was compared', async () => {
  const { accountsTable } = stack.database.settings;
  const account = await store(sampleAccount());
  const now = await readItem(accountsTable, accountKey(account));
  await store({ ...account, email: 'changed@example.com', lastModified: 9_000 });
  const tables = { table: accountsTable, restored: accountsTable, key: 'account', ignored: [] };
  expect(await putBack(tables, now ?? {}, { now, unchanged: 'credentialStamp' })).toBe(false);
  expect((await accounts().find(account))?.email).toBe('changed@example.com');
});

test('restore accounts --only missing reverts nobody, and --keep-closed opens nobody', async () => {
  const { settings } = stack.database;
  const [gone, closed] = [await store(sampleAccount()), await store(sampleAccount())];
  await backups.backUp(settings.accountsTable, 'account');
  await deleteAccounts(stack.database, [gone]);
  await setEnabled(settings, closed, false, 5_000);
  const words = `accounts --to ${to()} --yes`;
  expect((await restore(`${words} --only missing`)).out).toContain('Brought back 1 accounts.');
  expect((await accounts().find(closed))?.lastModified).toBe(5_000);
  const kept = await restore(`${words} --keep-closed`);
  expect(kept.out).toContain(`closed now: crafter-studio ${closed.id}`);
  expect(await accounts().find(closed)).toMatchObject({ enabled: false, lastModified: closed.lastModified });
});

test('restore applications says that revoked access tokens work again', async () => {
  const { settings } = stack.database;
  const application = {
    accessTokenHash: 'a'.repeat(64),
    name: 'my-app',
    tenantPermissions: [],
    expiresOn: null,
    resetPasswordUrls: [],
  };
  await createApplication(settings, application);
  await backups.backUp(settings.applicationsTable, 'accessTokenHash');
  await deleteApplication(settings, application.accessTokenHash);
  const words = `applications --to ${to()}`;
  expect((await restore(words)).err).toContain('Access tokens among them that were revoked work again. Add --yes');
  const { out } = await restore(`${words} --yes`);
  expect(out).toContain('Brought back 1 applications.');
  expect(out).toContain('not there now: my-app (aaaaaaaaaaaa)');
});

test('restore list shows the times and the restored tables, and discard deletes only such a table', async () => {
  const { settings } = stack.database;
  await restore(`accounts --to ${to()} --dry-run`);
  const { out } = await restore('list');
  expect(out).toMatch(/RekeyAccounts +2026-01-01T00:00:00.000Z +2026-02-01T00:00:00.000Z/);
  const copy = /Restored: (RekeyAccounts-restored-\S+)/.exec(out)?.[1] ?? '';
  expect((await restore(`accounts --from ${copy} --dry-run`)).code).toBe(0);
  expect((await restore(`discard ${settings.accountsTable} --yes`)).err).toContain('is not a restored table of this stack');
  expect((await restore(`discard ${copy}`, 'n')).code).toBe(1);
  expect(await tableState(copy)).toBe('ACTIVE');
  expect((await restore(`discard ${copy} --yes`)).out).toBe(`Deleted ${copy}.\n`);
});

test('restore accounts takes the backup of a table that was deleted', async () => {
  const arn = 'arn:aws:dynamodb:us-east-1:111122223333:table/RekeyAccounts/backup/01769850000000-abcdef12';
  expect((await restore(`accounts --backup ${arn} --dry-run`)).code).toBe(0);
  expect(backups.restores.at(-1)).toEqual({ TargetTableName: 'RekeyAccounts-restored-01769850000000-abcdef12', BackupArn: arn });
});

test.each([
  ['restore accounts --stack Rekey', 'Say what to restore from'],
  ['restore accounts --to yesterday --stack Rekey', '--to must be a time in the past'],
  ['restore accounts --to 2999-01-01T00:00:00Z --stack Rekey', '--to must be a time in the past'],
  ['restore accounts --from RekeyAccounts --stack Rekey', '--from must be a restored table'],
  ['restore accounts --from nothing --stack Rekey', '--from must be a restored table'],
  ['restore accounts --backup mine --stack Rekey', '--backup must be the ARN of a backup'],
  ['restore accounts --to 2026-01-01T00:00:00Z --only all --stack Rekey', 'Allowed choices are missing, changed'],
])('%s is refused', async (words, err) => {
  expect(await admin(words)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(err) });
});
