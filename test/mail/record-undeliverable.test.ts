import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { handler } from '#functions/mail/record-undeliverable.ts';
import { dynamoClient } from '#lib/dynamo/client.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { logger } from '#lib/runtime/log.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { injectFault } from '#test/dynamo/inject-fault.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

type Event = Parameters<typeof handler>[0];
type Context = Parameters<typeof handler>[1];

const bounceOf = (destination: string, emailAddress = destination) =>
  JSON.stringify({
    eventType: 'Bounce',
    bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress }], timestamp: '9999-01-01T00:00:00.000Z' },
    mail: { destination: [destination], timestamp: '9999-01-01T00:00:00.000Z' },
  });

// The handler reads nothing else of the event and the context.
const run = (message: string) =>
  handler({ Records: [{ Sns: { Message: message } }] } as Event, { awsRequestId: 'invocation' } as Context);

test('M10 a bounce marks the accounts with that address in every realm', async () => {
  const email = 'gone@example.com';
  const accounts = (['crafter-profile', 'crafter-studio', 'traffic-ops'] as const).map((realm) =>
    sampleAccount({ realm, email }),
  );
  await Promise.all(accounts.map((account) => storeAccount(database.settings, account, null)));
  const info = jest.spyOn(logger, 'info').mockReturnValue(undefined);
  await run(bounceOf(email));
  const found = await Promise.all(accounts.map((account) => dynamoAccounts(database.settings).find(account)));
  const mark = { address: email, cause: 'bounce', since: expect.any(Number) };
  expect(found.map((account) => account?.undeliverable)).toEqual([mark, mark, mark]);
  expect(info.mock.calls).toEqual([['delivery report done', expect.objectContaining({ kind: 'bounce', accounts: 3 })]]);
  info.mockRestore();
});

test('M10 a forged report marks the address that our mail went to, by our own clock, and not the victim that it names', async () => {
  const [attacker, victim] = [sampleAccount(), sampleAccount()];
  await Promise.all([attacker, victim].map((account) => storeAccount(database.settings, account, null)));
  await run(bounceOf(`${attacker.email}`, `${victim.email}`));
  const accounts = dynamoAccounts(database.settings);
  expect((await accounts.find(victim))?.undeliverable).toBeNull();
  const mark = (await accounts.find(attacker))?.undeliverable;
  expect(mark).toMatchObject({ address: attacker.email, cause: 'bounce' });
  expect(mark?.since).toBeLessThanOrEqual(Date.now());
});

test('M10 a report about no account marks nobody and warns, without the address', async () => {
  const victim = sampleAccount();
  await storeAccount(database.settings, victim, null);
  const warn = jest.spyOn(logger, 'warn').mockReturnValue(undefined);
  await run(bounceOf('nobody@example.com', `${victim.email}`));
  expect((await dynamoAccounts(database.settings).find(victim))?.undeliverable).toBeNull();
  expect(warn.mock.calls).toEqual([['delivery report about no account', expect.objectContaining({ kind: 'bounce' })]]);
  expect(JSON.stringify(warn.mock.calls)).not.toContain('@');
  warn.mockRestore();
});

test('M14 an event of another kind is logged by its kind, marks nobody and does not fail', async () => {
  const account = sampleAccount();
  await storeAccount(database.settings, account, null);
  const info = jest.spyOn(logger, 'info').mockReturnValue(undefined);
  await run(JSON.stringify({ eventType: 'Delivery', mail: { destination: [account.email] }, delivery: {} }));
  expect(info.mock.calls).toEqual([['delivery report done', expect.objectContaining({ kind: 'Delivery' })]]);
  expect((await dynamoAccounts(database.settings).find(account))?.undeliverable).toBeNull();
  info.mockRestore();
});

test('M14 a malformed event makes the handler throw, so that Lambda keeps it in the failure queue', async () => {
  const error = jest.spyOn(logger, 'error').mockReturnValue(undefined);
  await expect(run('{"eventType":"Bounce"}')).rejects.toThrow('the delivery report could not be dealt with');
  error.mockRestore();
});

test('F4 a report that fails makes the handler throw, and neither the error nor the log contains an address', async () => {
  const error = jest.spyOn(logger, 'error').mockReturnValue(undefined);
  injectFault(dynamoClient(), { afterwards: false, times: 6, error: new Error('no access to gone@example.com') });
  await expect(run(bounceOf('gone@example.com'))).rejects.toThrow('the delivery report could not be dealt with');
  await expect(run('gone@example.com')).rejects.toThrow('the delivery report could not be dealt with');
  expect(error).toHaveBeenCalledTimes(2);
  expect(JSON.stringify(error.mock.calls)).not.toContain('gone@');
});
