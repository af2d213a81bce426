import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoProfile } from '#infra/demo/demo-people.ts';
import { startApi } from '#infra/local/api/api.ts';
import { loadSource } from '#infra/local/api/load-function.ts';
import { localPages } from '#infra/local/pages/local-pages.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { scanItems } from '#lib/dynamo/operator/scan-items.ts';
import { tables } from '#lib/dynamo/tables.ts';
import type { Account } from '#lib/reset/ports.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';
import { admin, adminJson, pointAt } from './run-words.ts';

let stack: Stack;
let world: World;
/** The mailer sends nothing before this resolves. */
let mailerMayGoOn = Promise.resolve();

beforeAll(async () => {
  process.env.REKEY_REQUESTS_PER_FIVE_MINUTES = '20';
  const handlers = async (id: string) => {
    const handler = await loadSource(id);
    if (id !== 'mail/send-reset-link' || typeof handler !== 'function') {
      return handler;
    }
    return async (...given: unknown[]) => {
      await mailerMayGoOn;
      return handler(...given);
    };
  };
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true, handlers });
  world = wireWorld(stack);
  pointAt(stack);
});
afterAll(async () => {
  operatorClient().destroy();
  await stack.stop();
});
beforeEach(() => {
  mailerMayGoOn = Promise.resolve();
});

const ask = async (username: string) =>
  (await fetch(`${stack.apiUrl}/api/1/services/api/1/user/forgot-password.json?username=${username}`)).status;
const askForProfile = (id: string) =>
  fetch(`${stack.apiUrl}/api/1/profile/${id}/reset_password`, {
    method: 'POST',
    body: new URLSearchParams({ accessTokenId: demoCredentials.accessTokenId, resetPasswordUrl: 'http://example.com' }),
  });
const setPassword = async (token: string) =>
  (
    await fetch(`${stack.apiUrl}/api/1/services/api/1/user/set-password.json`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token, new: 'SuperSecretPassword321#' }),
    })
  ).status;

async function storeUser(id: string): Promise<void> {
  await world.storeAccount({ realm: 'crafter-studio', id, email: `${id}@example.com` });
}

describe('mails latest', () => {
  test('prints the link of the newest mail, or its token alone', async () => {
    await storeUser('mia');
    await ask('mia');
    const { code, out } = await admin('mails latest --to mia@example.com --wait');
    const { out: token } = await admin('mails latest --to MIA@example.com --token');

    expect(code).toBe(0);
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/reset-password#realm=crafter-studio&token=[\w-]{43}\n$/);
    expect(token).toMatch(/^[\w-]{43}\n$/);
    expect(out.endsWith(`=${token}`)).toBe(true);
    expect(await adminJson('mails latest --to mia@example.com')).toEqual({
      to: 'mia@example.com',
      subject: expect.any(String),
      sentAt: expect.stringMatching(/Z$/),
      link: out.trim(),
      token: token.trim(),
    });
  });

  test('finds the link of an application’s own page too', async () => {
    await world.storeAccount({
      realm: 'crafter-profile',
      id: 'd'.repeat(24),
      email: 'dan@example.com',
      tenant: 'sample-tenant',
    });
    await askForProfile('d'.repeat(24));
    const { out } = await admin('mails latest --to dan@example.com --wait');
    expect(out).toMatch(/^http:\/\/example\.com\/?\?tokenId=[\w-]{43}\n$/);
  });

  test('fails without --wait while the mail is on its way, and waits for it with --wait', async () => {
    await storeUser('noah');
    const gate = Promise.withResolvers<void>();
    mailerMayGoOn = gate.promise;
    await ask('noah');
    const early = await admin('mails latest --to noah@example.com');
    const waiting = admin('mails latest --to noah@example.com --wait');
    gate.resolve();

    expect(early).toEqual({
      code: 1,
      out: '',
      err: 'There is no mail with a link to noah@example.com yet. --wait waits until all mails are sent.\n',
    });
    expect(await waiting).toMatchObject({ code: 0, out: expect.stringMatching(/token=/) });
  });

  test('never prints the link of an earlier mail while a later one is on its way', async () => {
    await storeUser('olga');
    await ask('olga');
    const first = await admin('mails latest --to olga@example.com --wait');
    const gate = Promise.withResolvers<void>();
    mailerMayGoOn = gate.promise;
    await ask('olga');
    const waiting = admin('mails latest --to olga@example.com --wait');
    gate.resolve();
    const second = await waiting;

    expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/token=/) });
    expect(second.out).not.toBe(first.out);
  });

  test('refuses a link that was used, and passes over the notice that follows', async () => {
    await storeUser('paul');
    await ask('paul');
    const { out: token } = await admin('mails latest --to paul@example.com --token --wait');
    expect(await setPassword(token.trim())).toBe(200);
    const { code, out, err } = await admin('mails latest --to paul@example.com --wait');
    const notice = await admin('mails latest --to paul@example.com --wait --text');

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      'The link in the newest mail to paul@example.com no longer works: it was used, replaced or has expired. Ask for a new one.\n',
    );
    expect(notice.code).toBe(0);
    expect(notice.out).toMatch(/^Subject: .*changed/);
    expect(notice.out).not.toMatch(/token=/);
  });

  test.each([
    ['mails latest', /required option '--to <address>' not specified/],
    ['mails latest --to nonsense', /--to must be one mail address, not nonsense/],
    ['mails latest --to nobody@example.com --wait', /^There is no mail with a link to nobody@example.com\.\n$/],
    ['mails latest --to nobody@example.com --wait --text', /^There is no mail to nobody@example.com\.\n$/],
    ['mails latest --to nobody@example.com --text --token', /option '--token' cannot be used with option '--text'/],
  ])('refused with 1 and a clear error: %s', async (line, message) => {
    const { code, out, err } = await admin(line);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  });
});

/** Everything in the tables. Stamps are random: what matters is that they are there. */
async function contents(): Promise<{ [table: string]: unknown[] }> {
  const entries = await Promise.all(
    Object.values(tables).map(async ({ nameSetting, key }) => {
      const items: { [attribute: string]: unknown }[] = [];
      for await (const item of scanItems(stack.settings[nameSetting])) {
        items.push({ ...unmarshall(item), ...('credentialStamp' in item && { credentialStamp: 'a stamp' }) });
      }
      return [nameSetting, items.toSorted((a, b) => (`${a[key]}` < `${b[key]}` ? -1 : 1))];
    }),
  );
  return Object.fromEntries(entries);
}

describe('demo reset', () => {
  test('puts the demo back as on a first start, and leaves other accounts alone', async () => {
    // Once, to remove what the tests above left behind.
    await storeUser('quinn');
    const token = await world.token({ realm: 'crafter-studio', id: 'quinn' });
    expect((await admin('demo reset')).code).toBe(0);
    const before = await contents();

    await ask('jane.doe');
    const { out: janes } = await admin('mails latest --to jane.doe@example.com --token --wait');
    expect(await setPassword(janes.trim())).toBe(200);
    await askForProfile(demoProfile.id);
    await admin('accounts disable crafter-studio jane.doe');
    await admin('accounts enable crafter-profile 59284659d4c650213cc2f3fc');
    await admin('applications revoke sample-app');
    await admin('resets send traffic-ops test');
    const statuses: number[] = [];
    // More than twice the limit, in case a new window begins during the test.
    for (let time = 0; time < 41; time++) {
      statuses.push(await ask('nobody'));
    }
    expect(statuses).toContain(429);
    expect(await contents()).not.toEqual(before);

    expect(await admin('demo reset')).toEqual({
      code: 0,
      out: 'The demo is as it was on the first start: 5 accounts and the application sample-app. All limits are lifted.\n',
      err: '',
    });
    expect(await contents()).toEqual(before);
    expect(await world.account({ realm: 'crafter-studio', id: 'quinn' })).toMatchObject({ id: 'quinn' });
    expect((await fetch(`${stack.apiUrl}/api/1/services/api/1/user/validate-token.json?token=${token}`)).status).toBe(200);
  });

  test('ends the links that the demo’s people had', async () => {
    await ask('jane.doe');
    const { out: token } = await admin('mails latest --to jane.doe@example.com --token --wait');
    expect(await adminJson('demo reset')).toEqual({ accounts: 5, application: 'sample-app' });
    expect(await setPassword(token.trim())).toBe(401);
  });

  test('waits for mails that are on their way before it changes anything', async () => {
    const jane = { realm: 'crafter-studio', id: 'jane.doe' } as const;
    const before = await world.account(jane);
    const seen: Account[] = [];
    const settled = async () => void seen.push(await world.account(jane));
    const api = await startApi({
      port: { number: 0, variable: 'PORT' },
      routes: () => [],
      handlers: () => Promise.reject(new Error('there are no routes')),
      pages: localPages({ ...stack, routes: [], audit: { record: async () => undefined }, settled }),
      report: () => undefined,
    });
    const { status } = await fetch(`${api.url}/start/demo-reset`, { method: 'POST' });
    await api.stop();
    expect(status).toBe(200);
    expect(seen).toEqual([before]);
    expect((await world.account(jane)).credentialStamp).not.toBe(before.credentialStamp);
  });
});

describe.each(['demo reset', 'mails latest --to jane.doe@example.com'])('%s', (line) => {
  test('without a local stack says so', async () => {
    const { PORT, DYNAMO_PORT } = process.env;
    Object.assign(process.env, { PORT: '1', DYNAMO_PORT: '1' });
    const { code, err } = await admin(line);
    Object.assign(process.env, { PORT, DYNAMO_PORT });
    expect(code).toBe(1);
    expect(err).toMatch(/^No local stack answers on http:\/\/127\.0\.0\.1:1/);
  });
});

test.each([
  ['demo reset', 'PORT', /^No local stack answers on http:\/\/127\.0\.0\.1:1\. .*PORT/],
  ['mails latest --to jane.doe@example.com --wait', 'PORT', /^No local stack answers on http:\/\/127\.0\.0\.1:1\. .*PORT/],
  ['mails latest --to jane.doe@example.com', 'INBOX_PORT', /^No inbox answers on http:\/\/127\.0\.0\.1:1\. .*INBOX_PORT/],
])('%s with a wrong %s says so', async (line, variable, message) => {
  const port = process.env[variable];
  process.env[variable] = '1';
  const { code, err } = await admin(line);
  process.env[variable] = port;
  expect(code).toBe(1);
  expect(err).toMatch(message);
});

test('demo reset refuses a PORT that leads to something else', async () => {
  const { PORT } = process.env;
  process.env.PORT = new URL(stack.inboxUrl).port;
  const { code, err } = await admin('demo reset');
  process.env.PORT = PORT;
  expect(code).toBe(1);
  expect(err).toMatch(/^What answers on http:\/\/127\.0\.0\.1:\d+ is not the local stack\. .*PORT/);
});
