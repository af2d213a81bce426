import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { close, listen } from '#infra/local/api/listen.ts';
import { dynamoClient, limitsClient } from '#lib/dynamo/client.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { openConnection } from '#lib/dynamo/open-connection.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { windowStart } from '#test/contracts/limits.ts';
import { type MailServer, startMailServer } from '#test/mail/start-mail-server.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { type Relay, startRelay } from './start-relay.ts';

let database: Database;
let mailServer: MailServer;
const secretsServer = createServer((request, response) => {
  request.resume().on('end', () => response.end(JSON.stringify({ SecretString: 's'.repeat(64) })));
});
let relays: { dynamo: Relay; ses: Relay; secrets: Relay };

beforeAll(async () => {
  database = await startDatabase();
  mailServer = await startMailServer();
  const secretsUrl = await listen(secretsServer, { number: 0, variable: 'none' });
  relays = {
    dynamo: await startRelay(database.endpoint),
    ses: await startRelay(mailServer.url),
    secrets: await startRelay(secretsUrl),
  };
  process.env.AWS_ENDPOINT_URL_DYNAMODB = relays.dynamo.url;
  process.env.AWS_ENDPOINT_URL_SES = relays.ses.url;
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = relays.secrets.url;
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(async () => {
  for (const relay of Object.values(relays)) {
    relay.stop();
  }
  await Promise.all([database.stop(), mailServer.close(), close(secretsServer)]);
});

const unknown = { realm: 'crafter-studio', id: 'nobody' } as const;
/** As many connections as INIT opens, and one more. */
const openConnections = () => Promise.all([dynamoClient(), limitsClient(), dynamoClient()].map(openConnection));

test('F6 calls to the database succeed although every kept-alive connection is dead', async () => {
  await openConnections();
  expect(relays.dynamo.killOpenConnections()).toBeGreaterThanOrEqual(3);
  const { find } = dynamoAccounts(database.settings);
  await expect(Promise.all([find(unknown), find(unknown)])).resolves.toEqual([undefined, undefined]);
});

test('F6 after a failed call, the next one opens a connection of its own', async () => {
  await openConnections();
  expect(relays.dynamo.killOpenConnections()).toBeGreaterThanOrEqual(3);
  const before = relays.dynamo.resets();
  await dynamoAccounts(database.settings).find(unknown);
  await dynamoAccounts(database.settings).find(unknown);
  expect(relays.dynamo.resets() - before).toBe(1);
});

test('F6 after a freeze of a minute nothing is written to the old connections', async () => {
  await openConnections();
  expect(relays.dynamo.killOpenConnections()).toBeGreaterThanOrEqual(3);
  const before = relays.dynamo.resets();
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now + 60_000);
  await expect(dynamoLimits(database.settings).count('after a minute', 9, windowStart)).resolves.toEqual({ within: true });
  expect(relays.dynamo.resets() - before).toBe(0);
});

test('F6 a mail goes out although every kept-alive connection to SES is dead', async () => {
  const { send } = sesMailer({ mailFrom: 'noreply@example.com', replyTo: null, mailConfigurationSet: null });
  const mail = { to: 'jane.doe@example.com', language: 'en', subject: 'a', text: 'a', html: 'a' };
  await Promise.all([send(mail), send(mail), send(mail)]);
  expect(relays.ses.killOpenConnections()).toBeGreaterThanOrEqual(3);
  await expect(send(mail)).resolves.toBeUndefined();
});

test('F6 secrets are read although every kept-alive connection to Secrets Manager is dead', async () => {
  const secrets = secretsManager(database.settings);
  await Promise.all([secrets.administrators(), secrets.trafficOpsSessions()]);
  expect(relays.secrets.killOpenConnections()).toBe(4);
  const now = performance.now();
  // Until then, the secrets that were read before are still usable.
  jest.spyOn(performance, 'now').mockImplementation(() => now + 600_000);
  await expect(secrets.administrators()).resolves.toHaveLength(2);
});
