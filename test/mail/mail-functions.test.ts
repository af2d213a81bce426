import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { handler as sendChangeNotice } from '#functions/mail/send-change-notice.ts';
import { handler as sendResetLink } from '#functions/mail/send-reset-link.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { catalogues } from '#lib/mail/catalogues.ts';
import { sha256 } from '#lib/reset/token.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { partsOf } from './read-mime.ts';
import { type MailServer, startMailServer } from './start-mail-server.ts';

let database: Database;
let mailServer: MailServer;

beforeAll(async () => {
  [database, mailServer] = await Promise.all([startDatabase(), startMailServer()]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SES: mailServer.url,
    REKEY_MAIL_FROM: 'noreply@rekey.example',
    REKEY_PUBLIC_URL: 'https://rekey.example',
    REKEY_LANGUAGE: 'pt',
    REKEY_LOG: 'nothing',
  });
});

afterAll(() => Promise.all([database.stop(), mailServer.close()]));

/** The event that a table's stream sends to its function after a write. */
async function eventOf(table: string, key: { [name: string]: { S: string } }): Promise<DynamoDBStreamEvent> {
  const { Item } = await database.client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
  // The SDK and the stream event have different types for the same JSON.
  const NewImage = JSON.parse(JSON.stringify(Item));
  return { Records: [{ eventName: 'MODIFY', dynamodb: { Keys: key, NewImage, SequenceNumber: '1' } }] };
}

const run = (handler: typeof sendResetLink | typeof sendChangeNotice, event: DynamoDBStreamEvent) =>
  // The handlers read nothing else of the context.
  handler(event, { awsRequestId: 'invocation' } as Parameters<typeof handler>[1]);

const textOf = (raw: string | undefined) => (raw ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=');

test('M9 mail/send-reset-link stores one token and mails its link once, however often the record comes', async () => {
  const account = sampleAccount();
  await storeAccount(database.settings, account, null);
  const request = sampleRequest({ realm: account.realm, identifier: account.id, requestedAt: Date.now() });
  await dynamoResetRequests(database.settings).put(request, {
    mailsPerMinute: 3,
    mailsPerTokenLifetime: 10,
    tokenLifetimeMinutes: 60,
  });
  const event = await eventOf(database.settings.resetRequestsTable, {
    request: { S: `${account.realm}#anonymous#${account.id}` },
  });
  expect(await run(sendResetLink, event)).toEqual({ batchItemFailures: [] });
  expect(await run(sendResetLink, event)).toEqual({ batchItemFailures: [] });
  const [mail, ...others] = mailServer.received.splice(0);
  expect(others).toEqual([]);
  expect(mail?.parameters.get('Destinations.member.1')).toBe(account.email);
  const link = /https:\/\/rekey\.example\/reset-password#realm=crafter-studio&token=([\w-]{43})\r?\n/.exec(textOf(mail?.raw));
  expect(await dynamoResetTokens(database.settings).find(sha256(link?.[1] ?? ''))).toMatchObject({ accountId: account.id });
});

test('M11 mail/send-change-notice mails one notice, however often the record comes', async () => {
  const account = sampleAccount();
  await storeAccount(database.settings, account, null);
  const accounts = dynamoAccounts(database.settings, { hashPassword: async (password) => `hash of ${password}` });
  const stored = await accounts.find(account);
  const credentialStamp = stored?.credentialStamp ?? '';
  await accounts.setPassword(account, {
    password: 'correct horse',
    credentialStamp,
    tenant: null,
    mustBeEnabled: true,
    now: Date.now(),
  });
  const event = await eventOf(database.settings.accountsTable, { account: { S: `${account.realm}#${account.id}` } });
  expect(await run(sendChangeNotice, event)).toEqual({ batchItemFailures: [] });
  expect(await run(sendChangeNotice, event)).toEqual({ batchItemFailures: [] });
  const [mail, ...others] = mailServer.received.splice(0);
  expect(others).toEqual([]);
  expect(mail?.raw).toContain('Subject: Your password was changed');
  expect(mail?.raw).not.toContain('correct horse');
});

describe.each([
  ['of the account', 'fr-CA', 'ja', 'fr'],
  ['of the request if the account has none', null, 'nl, ar;q=0.9, en;q=0.5', 'ar'],
  ['of the request if Rekey does not have the account’s', 'nl', 'ja', 'ja'],
  ['of the setting if neither names one', null, '', 'pt'],
] as const)('mails are in the language %s', (_, locale, languages, language) => {
  const received = () => {
    const [mail, ...others] = mailServer.received.splice(0);
    expect(others).toEqual([]);
    const raw = mail?.raw ?? '';
    return { language: /^Content-Language: (.+)\r$/m.exec(raw)?.[1], contents: partsOf(raw).map(({ content }) => content) };
  };

  test('when they contain a reset link', async () => {
    const account = sampleAccount({ locale });
    await storeAccount(database.settings, account, null);
    const request = sampleRequest({ realm: account.realm, identifier: account.id, requestedAt: Date.now(), languages });
    await dynamoResetRequests(database.settings).put(request, {
      mailsPerMinute: 3,
      mailsPerTokenLifetime: 10,
      tokenLifetimeMinutes: 60,
    });
    const event = await eventOf(database.settings.resetRequestsTable, {
      request: { S: `${account.realm}#anonymous#${account.id}` },
    });
    expect(await run(sendResetLink, event)).toEqual({ batchItemFailures: [] });
    const mail = received();
    expect(mail.language).toBe(language);
    for (const content of mail.contents) {
      expect(content).toContain(catalogues[language].resetHeading);
    }
  });

  test('when they report a change', async () => {
    const account = sampleAccount({ locale });
    await storeAccount(database.settings, account, null);
    const accounts = dynamoAccounts(database.settings, { hashPassword: async (password) => `hash of ${password}` });
    const credentialStamp = (await accounts.find(account))?.credentialStamp ?? '';
    const change = { password: 'correct horse', credentialStamp, tenant: null, mustBeEnabled: true, languages, now: Date.now() };
    await accounts.setPassword(account, change);
    const event = await eventOf(database.settings.accountsTable, { account: { S: `${account.realm}#${account.id}` } });
    expect(await run(sendChangeNotice, event)).toEqual({ batchItemFailures: [] });
    const mail = received();
    expect(mail.language).toBe(language);
    for (const content of mail.contents) {
      expect(content).toContain(catalogues[language].changeHeading);
    }
  });
});
