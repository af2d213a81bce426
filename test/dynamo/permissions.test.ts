import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { type DynamoVerb, type Permission, permissions } from '#lib/dynamo/permissions.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleToken } from '#test/contracts/sample-token.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;
let calls: string[] = [];

beforeAll(async () => {
  database = await startDatabase();
  for (const client of [dynamoClient(), limitsClient()]) {
    client.middlewareStack.add(
      (next, { commandName }) =>
        (request) => {
          const input = new Map<string, unknown>(Object.entries(request.input));
          calls.push(
            [input.get('TableName'), input.get('IndexName'), `dynamodb:${commandName?.replace('Command', '')}`].join(' '),
          );
          return next(request);
        },
      { step: 'initialize' },
    );
  }
});
afterAll(() => database.stop());

const account = sampleAccount({ email: 'jane.doe@example.com' });
const request = sampleRequest();

/** Calls each verb so that it does everything it can do, including a conditional write that is refused. */
const verbs: { readonly [verb in DynamoVerb]: (database: Database) => Promise<unknown> } = {
  'accounts.find': ({ settings }) => dynamoAccounts(settings).find(account),
  'accounts.findByAddress': ({ settings }) =>
    dynamoAccounts(settings).findByAddress(account.realm, canonicalAddress('jane.doe@example.com')),
  'accounts.hasAddress': ({ settings }) =>
    dynamoAccounts(settings).hasAddress(account.realm, canonicalAddress('jane.doe@example.com')),
  'accounts.setPassword': ({ settings }) =>
    dynamoAccounts(settings, { hashPassword: async () => 'hash' }).setPassword(account, {
      password: 'password',
      credentialStamp: 'another stamp',
      tenant: null,
      mustBeEnabled: true,
      now: 1,
    }),
  'accounts.endNotice': ({ settings }) => dynamoAccounts(settings).endNotice(account, 1),
  'accounts.countNoticeFailure': ({ settings }) => dynamoAccounts(settings).countNoticeFailure(account, 1),
  'accounts.markUndeliverable': ({ settings }) =>
    dynamoAccounts(settings).markUndeliverable(account.realm, canonicalAddress('jane.doe@example.com')),
  'resetRequests.put': ({ settings }) =>
    dynamoResetRequests(settings).put(request, { mailsPerMinute: 1, mailsPerTokenLifetime: 1, tokenLifetimeMinutes: 60 }),
  'resetRequests.find': ({ settings }) => dynamoResetRequests(settings).find(request),
  'resetRequests.markDone': ({ settings }) => dynamoResetRequests(settings).markDone(request, 1),
  'resetRequests.markFailed': ({ settings }) => dynamoResetRequests(settings).markFailed(request, 9, 'reason'),
  'resetRequests.servedAccounts': ({ settings }) => dynamoResetRequests(settings).servedAccounts(request, 1),
  'resetRequests.markServed': ({ settings }) =>
    dynamoResetRequests(settings).markServed(request, { sequence: 1, accountId: 'jane.doe', now: 1 }),
  'resetRequests.countFailure': ({ settings }) => dynamoResetRequests(settings).countFailure(request, 1),
  'resetTokens.put': ({ settings }) => dynamoResetTokens(settings).put(sampleToken),
  'resetTokens.find': ({ settings }) => dynamoResetTokens(settings).find('a'),
  'applications.find': ({ settings }) => dynamoApplications(settings).find('a'),
  'limits.count': ({ settings }) => dynamoLimits(settings).count('a', 1, 1),
};

test.each(Object.entries(verbs))('A4 %s does exactly what its permissions allow', async (verb, run) => {
  await storeAccount(database.settings, account, null);
  calls = [];
  await run(database);
  // Object.entries widens the keys of `verbs`, which are the keys of `permissions`.
  const allowed: readonly Permission[] = permissions[verb as DynamoVerb];
  const actions = allowed.flatMap(({ table, index, actions }) =>
    actions.map((action) => [database.settings[tables[table].nameSetting], index, action].join(' ')),
  );
  expect([...new Set(calls)].sort()).toEqual(actions.sort());
});
