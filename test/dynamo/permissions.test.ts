import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoMailNotes } from '#lib/dynamo/dynamo-mail-notes.ts';
import { dynamoMailboxes } from '#lib/dynamo/dynamo-mailboxes.ts';
import { dynamoNoticeTokens } from '#lib/dynamo/dynamo-notice-tokens.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { dynamoStops } from '#lib/dynamo/dynamo-stops.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import {
  type AccountsVerb,
  type DynamoVerb,
  type Permission,
  permissions,
  upstreamPermissions,
} from '#lib/dynamo/permissions.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { mailsPerMailbox } from '#lib/reset/mail-reset-link.ts';
import { highestMailLimit } from '#lib/settings/settings.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { noticeSent, sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { sampleToken } from '#test/contracts/sample-token.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { type RecordedCall, recordCall } from './record-call.ts';

let database: Database;
let calls: RecordedCall[] = [];

beforeAll(async () => {
  database = await startDatabase();
  for (const client of [dynamoClient(), limitsClient()]) {
    client.middlewareStack.add(
      (next, { commandName }) =>
        (request) => {
          calls.push(recordCall(commandName ?? '', request.input));
          return next(request);
        },
      { step: 'initialize' },
    );
  }
});
afterAll(() => database.stop());

const account = sampleAccount({ email: 'jane.doe@example.com' });
const request = sampleRequest();
const stop = { address: '192.0.2.1', requestId: 'request-1', now: 1 };
const hold = { address: 'jane.doe@example.com', until: 2 };
const closing = { ...stop, changedAt: 1, until: 2 };
const stamped = { realm: account.realm, accountId: account.id, credentialStamp: 'a stamp', tenant: null, tokenHash: 'a hash' };

/** Calls each verb so that it does everything it can do, including a conditional write that is refused. */
const verbs: { readonly [verb in DynamoVerb]: (database: Database) => Promise<unknown> } = {
  'accounts.find': ({ settings }) => dynamoAccounts(settings).find(account),
  'accounts.findUnchanged': ({ settings }) => dynamoAccounts(settings).findUnchanged(stamped, 1),
  'accounts.findRedeemable': ({ settings }) => dynamoAccounts(settings).findRedeemable(stamped, { mustBeEnabled: true, now: 1 }),
  'accounts.takeStamp': async ({ settings }) => {
    const accounts = dynamoAccounts(settings);
    const found = await accounts.find(account);
    calls = [];
    return found && accounts.takeStamp(found);
  },
  'shadows.find': ({ settings }) => dynamoShadows(settings).find(account),
  'shadows.claim': async ({ settings }) => {
    const claim = { id: 'a claim', previousStamp: null, tokenHash: 'a hash', until: 9 };
    await dynamoShadows(settings).claim(account, claim, { reenter: true, now: 1 });
  },
  'shadows.release': ({ settings }) =>
    dynamoShadows(settings).release(account, { id: 'a claim', previousStamp: 'a stamp', tokenHash: null, until: 9 }),
  'shadows.settle': ({ settings }) =>
    dynamoShadows(settings).settle(account, 'a claim', { noticeDue: 1, languages: '', by: 'owner' }),
  'shadows.replaceStamp': ({ settings }) =>
    dynamoShadows(settings).replaceStamp(account, { noticeDue: 1, languages: '', by: 'owner' }),
  'shadows.endNotice': ({ settings }) => dynamoShadows(settings).endNotice(account, 1, noticeSent),
  'shadows.countNoticeFailure': ({ settings }) => dynamoShadows(settings).countNoticeFailure(account, 1),
  'shadows.markUndeliverable': ({ settings }) =>
    dynamoShadows(settings).markUndeliverable(account, { address: 'jane.doe@example.com', cause: 'bounce', since: 1 }),
  'shadows.setLocale': ({ settings }) => dynamoShadows(settings).setLocale(account, 'de'),
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
  'accounts.endNotice': ({ settings }) => dynamoAccounts(settings).endNotice(account, 1, noticeSent),
  'accounts.countNoticeFailure': ({ settings }) => dynamoAccounts(settings).countNoticeFailure(account, 1),
  'accounts.markUndeliverable': ({ settings }) =>
    dynamoAccounts(settings).markUndeliverable(account.realm, canonicalAddress('jane.doe@example.com'), {
      cause: 'bounce',
      since: 1,
    }),
  'stops.cancelLinks': ({ settings }) => dynamoStops(settings).cancelLinks(stamped, { ...stop, hold }),
  'stops.close': ({ settings }) => dynamoStops(settings).close({ realm: account.realm, id: 'nobody' }, closing),
  'noticeTokens.put': ({ settings }) =>
    dynamoNoticeTokens(settings).put({ tokenHash: 'a', realm: account.realm, accountId: account.id, changedAt: 1, expiresAt: 2 }),
  'noticeTokens.find': ({ settings }) => dynamoNoticeTokens(settings).find('a'),
  'resetRequests.put': ({ settings }) =>
    dynamoResetRequests(settings).put(request, { mailsPerMinute: 1, mailsPerTokenLifetime: 1, tokenLifetimeMinutes: 60 }),
  'resetRequests.find': ({ settings }) => dynamoResetRequests(settings).find(request),
  'resetRequests.markDone': ({ settings }) => dynamoResetRequests(settings).markDone(request, 1, sampleSettlement()),
  'resetRequests.markFailed': ({ settings }) => dynamoResetRequests(settings).markFailed(request, 9, sampleSettlement('reason')),
  'resetRequests.servedAccounts': ({ settings }) => dynamoResetRequests(settings).servedAccounts(request, 1),
  'resetRequests.markServed': ({ settings }) =>
    dynamoResetRequests(settings).markServed(request, { sequence: 1, accountId: 'jane.doe', now: 1 }),
  'resetRequests.markDropped': ({ settings }) =>
    dynamoResetRequests(settings).markDropped(request, 9, sampleSettlement('reason')),
  'resetRequests.countFailure': ({ settings }) => dynamoResetRequests(settings).countFailure(request, 1),
  'resetTokens.put': ({ settings }) => dynamoResetTokens(settings).put(sampleToken),
  'resetTokens.find': ({ settings }) => dynamoResetTokens(settings).find('a'),
  'resetTokens.notBefore': ({ settings }) => dynamoResetTokens(settings).notBefore('crafter-studio'),
  'applications.find': ({ settings }) => dynamoApplications(settings).find('a'),
  'mailNotes.noteAttempt': ({ settings }) => {
    const mail = { mailId: 'a', realm: 'traffic-ops', id: 'a', requestId: 'a', requestedAt: 1, outcome: 'sent', now: 1 } as const;
    return dynamoMailNotes(settings).noteAttempt(mail);
  },
  'mailNotes.noteDelivery': ({ settings }) =>
    dynamoMailNotes(settings).noteDelivery({ mailId: 'a', outcome: 'delivered', now: 1 }),
  'limits.count': ({ settings }) => dynamoLimits(settings).count('a', 1, 1),
  'mailboxes.countMail': async ({ settings }) => {
    const mail = { mailbox: 'a', maximum: mailsPerMailbox, windowMs: 1_000, now: 1 };
    for (let count = 0; count <= mailsPerMailbox; count++) {
      await dynamoMailboxes(settings).countMail({ ...mail, mailId: `mail ${count}` });
    }
  },
};

/** The write of `setPassword` that succeeds, because only the refused one is in the table above. */
const alsoRun: { readonly [verb in DynamoVerb]?: (database: Database) => Promise<unknown> } = {
  'accounts.setPassword': async ({ settings }) => {
    const accounts = dynamoAccounts(settings, { hashPassword: async () => 'hash' });
    const { credentialStamp = '' } = (await accounts.find(account)) ?? {};
    const change = {
      password: 'password',
      credentialStamp,
      tenant: account.tenant,
      mustBeEnabled: true,
      details: { a: 1 },
      now: 1,
    };
    await accounts.setPassword(account, change);
  },
  'resetRequests.put': ({ settings }) =>
    dynamoResetRequests(settings).put(
      { ...request, identifier: 'someone else' },
      { mailsPerMinute: highestMailLimit, mailsPerTokenLifetime: highestMailLimit, tokenLifetimeMinutes: 60 },
    ),
};

/** The same verbs if the accounts stay in the product's own server, and the write gets through and then is refused. */
const verbsOfShadows = {
  'stops.cancelLinks': async ({ settings }) => {
    const remembered = { ...stamped, credentialStamp: '.identity.' };
    await dynamoStops(settings).cancelLinks(remembered, { ...stop, hold });
    await dynamoStops(settings).cancelLinks({ ...remembered, credentialStamp: 'former.identity.' }, { ...stop, hold });
  },
  'stops.close': async ({ settings }) => {
    await dynamoStops(settings).close({ realm: account.realm, id: 'somebody' }, closing);
    await dynamoStops(settings).close({ realm: account.realm, id: 'somebody' }, closing);
  },
} as const satisfies { readonly [verb in AccountsVerb]?: (database: Database) => Promise<unknown> };

const inServer = () => {
  return { ...database, settings: { ...database.settings, crafterStudioUrl: 'https://studio.example.com/studio' } };
};

type Case = [title: string, declared: readonly Permission[], run: () => Promise<unknown>];

const cases: readonly Case[] = [
  ...Object.entries(verbs).map(([name, run]): Case => {
    // Object.entries widens the keys of `verbs`, which are the keys of `permissions`.
    const verb = name as DynamoVerb;
    return [verb, permissions[verb], () => run(database).then(() => alsoRun[verb]?.(database))];
  }),
  ...(['stops.cancelLinks', 'stops.close'] as const).map((verb): Case => {
    return [`${verb} of a shadow`, upstreamPermissions[verb], () => verbsOfShadows[verb](inServer())];
  }),
];

test.each(cases)('A4 %s does exactly what its permissions allow', async (_, declared, run) => {
  await storeAccount(database.settings, account, null);
  calls = [];
  await run();
  const actions = declared.flatMap(({ table, index, actions }) =>
    actions.map((action) => [database.settings[tables[table].nameSetting], index, action].join(' ')),
  );
  expect([...new Set(calls.map(({ call }) => call))].sort()).toEqual(actions.sort());
});

test.each(cases)('A4 the writes of %s name exactly the attributes that it declares', async (_, declared, run) => {
  await storeAccount(database.settings, account, null);
  calls = [];
  await run();
  const writes = calls.filter(({ attributes }) => attributes !== undefined);
  const [write, ...others] = declared.filter(({ attributes }) => attributes !== undefined);
  expect(others).toEqual([]);
  expect([...new Set(writes.flatMap(({ attributes = [] }) => attributes))].sort()).toEqual([...(write?.attributes ?? [])].sort());
  // IAM evaluates one request at a time, so each must pass on its own.
  const returned = new Set(writes.map(({ returns }) => returns).filter((returns) => returns !== 'NONE'));
  expect([...returned]).toEqual(write?.attributes && write.returns ? [write.returns] : []);
});

test('A4 an expression names attributes by placeholders, by themselves and inside maps', () => {
  const { attributes } = recordCall('UpdateItemCommand', {
    Key: { id: { S: 'a' } },
    UpdateExpression: 'SET #a = if_not_exists(#a, :zero) + :one, map.#b = :plain, list[0] = :x REMOVE gone ADD served :s',
    ConditionExpression: 'attribute_not_exists(#c) AND NOT (size(d) BETWEEN :x AND :y OR begins_with(#e.f, :z))',
    ExpressionAttributeNames: { '#a': 'first', '#b': 'inner', '#c': 'third', '#e': 'fifth' },
  });
  expect(attributes?.toSorted()).toEqual(['d', 'fifth', 'first', 'gone', 'id', 'list', 'map', 'served', 'third']);
});
