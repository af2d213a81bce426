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

const bounceOf = (emailAddress: string) =>
  JSON.stringify({ eventType: 'Bounce', bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress }] } });

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
  expect(found.map((account) => account?.undeliverableAddress)).toEqual([email, email, email]);
  expect(info.mock.calls).toEqual([['delivery report done', expect.objectContaining({ cause: 'bounce', accounts: 3 })]]);
});

test('F4 a report that fails makes the handler throw, and neither the error nor the log contains an address', async () => {
  const error = jest.spyOn(logger, 'error').mockReturnValue(undefined);
  injectFault(dynamoClient(), { afterwards: false, times: 6, error: new Error('no access to gone@example.com') });
  await expect(run(bounceOf('gone@example.com'))).rejects.toThrow('the delivery report could not be dealt with');
  await expect(run('gone@example.com')).rejects.toThrow('the delivery report could not be dealt with');
  expect(error).toHaveBeenCalledTimes(2);
  expect(JSON.stringify(error.mock.calls)).not.toContain('gone@');
});
