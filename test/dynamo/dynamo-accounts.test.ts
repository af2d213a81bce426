import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compare } from 'bcryptjs';
import { accountItem, accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { parseAccountRecord } from '#lib/mail/parse-account-record.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import { randomText } from '#lib/reset/token.ts';
import { accountsContract } from '#test/contracts/accounts.ts';
import type { AccountsBench } from '#test/contracts/accounts-bench.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { noticeSent } from '#test/contracts/sample-settlement.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { injectFault } from './inject-fault.ts';
import { lostAnswer } from './lost-answer.ts';

let database: Database;
let bench: AccountsBench;

const itemOf = async (reference: AccountReference) => {
  const Key = marshall(accountKey(reference));
  return (
    await database.client.send(new GetItemCommand({ TableName: database.settings.accountsTable, Key, ConsistentRead: true }))
  ).Item;
};

beforeAll(async () => {
  database = await startDatabase();
  const { client, settings } = database;
  bench = {
    accounts: dynamoAccounts(settings, { hashPassword: async (password) => `${password}:${randomText(8)}` }),
    store: (account) => storeAccount(settings, account, null),
    remove: async (reference) => {
      await client.send(new DeleteItemCommand({ TableName: settings.accountsTable, Key: marshall(accountKey(reference)) }));
    },
    hasPassword: async (reference, password) => (await itemOf(reference))?.passwordHash?.S?.startsWith(`${password}:`) ?? false,
    noticeLanguages: async (reference) => parseAccountRecord((await itemOf(reference)) ?? {})?.task.languages,
    loseNextAnswer: () => injectFault(dynamoClient(), { afterwards: true, times: 1, error: lostAnswer() }),
  };
});
afterAll(() => database.stop());

accountsContract(() => bench);

describe('Accounts in DynamoDB', () => {
  test('W3 never reveal the hash', async () => {
    const account = sampleAccount();
    await storeAccount(database.settings, account, 'the stored hash');
    const found = await bench.accounts.find(account);
    const byAddress = await bench.accounts.findByAddress(account.realm, canonicalAddress(account.email ?? ''));
    const outcome = await bench.accounts.setPassword(account, {
      password: 'secret',
      credentialStamp: found?.credentialStamp ?? '',
      tenant: null,
      mustBeEnabled: true,
      now: 1,
    });
    expect(byAddress).toHaveLength(1);
    expect(outcome.outcome).toBe('set');
    expect(JSON.stringify([found, byAddress, outcome])).not.toMatch(/the stored hash|secret|passwordHash/);
  });

  test('W2 store plain bcrypt hashes at the cost of the settings, the same for composed and decomposed forms', async () => {
    const account = sampleAccount();
    await bench.store(account);
    const credentialStamp = (await bench.accounts.find(account))?.credentialStamp ?? '';
    const accounts = dynamoAccounts({ ...database.settings, bcryptCost: 10 });
    await accounts.setPassword(account, {
      password: 'pa\u0308sswo\u0308rd',
      credentialStamp,
      tenant: null,
      mustBeEnabled: true,
      now: 1,
    });
    const passwordHash = (await itemOf(account))?.passwordHash?.S ?? '';
    expect(passwordHash).toMatch(/^\$2b\$10\$.{53}$/);
    await expect(compare('p\u00E4ssw\u00F6rd', passwordHash)).resolves.toBe(true);
  });

  test('S1 that were stored under their exact username before are found by it, and can get a password', async () => {
    const account = sampleAccount({ id: 'Former.Name', username: 'Former.Name' });
    const whole = { ...account, credentialStamp: 'stamp', undeliverable: null, hold: null, closed: null, noticeDue: null };
    const item = { ...accountItem(whole, null), ...marshall({ account: 'crafter-studio#Former.Name', id: 'Former.Name' }) };
    await database.client.send(new PutItemCommand({ TableName: database.settings.accountsTable, Item: item }));
    await expect(bench.accounts.find(account)).resolves.toMatchObject({ id: 'Former.Name' });
    await expect(bench.accounts.find({ realm: 'crafter-studio', id: 'former.name' })).resolves.toBeUndefined();
    const found = (await bench.accounts.find(account)) ?? account;
    const change = { password: 'secret', credentialStamp: 'stamp', tenant: account.tenant, mustBeEnabled: true, now: 1 };
    await expect(bench.accounts.setPassword(found, change)).resolves.toMatchObject({ outcome: 'set' });
  });

  test('are not found by an address that only the index still has', async () => {
    const account = sampleAccount({ email: 'old@example.com' });
    const whole = { ...account, credentialStamp: 'stamp', undeliverable: null, hold: null, closed: null, noticeDue: null };
    const item = { ...accountItem(whole, null), email: { S: 'new@example.com' } };
    await database.client.send(new PutItemCommand({ TableName: database.settings.accountsTable, Item: item }));
    await expect(bench.accounts.findByAddress(account.realm, canonicalAddress('old@example.com'))).resolves.toEqual([]);
  });

  test('leave an attribute of the index or the stream filter out when it has no value', async () => {
    const account = sampleAccount({ email: null });
    await bench.store(account);
    const names = Object.keys((await itemOf(account)) ?? {});
    expect(names.filter((name) => ['address', 'noticeDue', 'passwordHash'].includes(name))).toEqual([]);
  });

  test('drop the languages of a notice when it is no longer due', async () => {
    const account = sampleAccount();
    await bench.store(account);
    const credentialStamp = (await bench.accounts.find(account))?.credentialStamp ?? '';
    const change = { password: 'changed', credentialStamp, tenant: null, mustBeEnabled: true, languages: 'ja, en', now: 1 };
    await bench.accounts.setPassword(account, change);
    expect(await itemOf(account)).toMatchObject({ noticeLanguages: { S: 'ja, en' } });
    await bench.accounts.endNotice(account, 1, noticeSent);
    expect(Object.keys((await itemOf(account)) ?? {})).not.toContain('noticeLanguages');
  });

  test('that are incomplete are an error', async () => {
    const reference: AccountReference = { realm: 'crafter-studio', id: 'broken' };
    const Item = marshall({ ...accountKey(reference), username: 'broken' });
    await database.client.send(new PutItemCommand({ TableName: database.settings.accountsTable, Item }));
    await expect(bench.accounts.find(reference)).rejects.toThrow();
  });

  test('F1 give up after two attempts and leave the account unchanged', async () => {
    const account = sampleAccount();
    await bench.store(account);
    const before = await itemOf(account);
    injectFault(dynamoClient(), { afterwards: false, times: 2, error: lostAnswer() });
    const credentialStamp = before?.credentialStamp?.S ?? '';
    const change = { password: 'never stored', credentialStamp, tenant: null, mustBeEnabled: true, now: 1 };
    await expect(bench.accounts.setPassword(account, change)).rejects.toThrow('socket hang up');
    await expect(itemOf(account)).resolves.toEqual(before);
  });
});
