import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTarget } from '#infra/admin/target.ts';
import { banner } from '#infra/local/banner.ts';
import { seededPeople } from '#infra/local/doubles/seeded-people.ts';
import { possibleServerSettings, serverSettings } from '#infra/local/server-settings.ts';
import { startUpstreamStack, type UpstreamStack } from '#infra/local/start-upstream-stack.ts';
import { variablesOf } from '#infra/stack/functions/setting-variables.ts';
import { scanItems } from '#lib/dynamo/operator/scan-items.ts';
import { realms } from '#lib/reset/ports.ts';
import { variableOf } from '#lib/settings/settings.ts';
import { escapeHtml } from '#lib/wording/plain-text.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { admin, pointAt } from '#test/infra/admin/run-words.ts';

const port = { number: 0, variable: 'PORT' };
let stack: UpstreamStack;

beforeAll(async () => {
  const ports = { 'crafter-profile': port, 'crafter-studio': port, 'traffic-ops': port };
  stack = await startUpstreamStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true }, ports);
});
afterAll(() => stack.stop());

const logIn = (body: string, headers = {}) => sendHttp(stack.apiUrl, { method: 'POST', path: '/start/login', headers, body });
const attempt = async (realm: string, username: string, password: string) =>
  JSON.parse((await logIn(JSON.stringify({ realm, username, password }))).body);

test('no account is stored in Rekey’s table', async () => {
  const items = [];
  for await (const item of scanItems(stack.settings.accountsTable)) {
    items.push(item);
  }
  expect(items).toEqual([]);
});

test('the banner and the start page show each stand-in, its people and their first passwords', async () => {
  const printed = banner(stack);
  const html = await (await fetch(stack.apiUrl)).text();
  for (const realm of realms) {
    expect(printed).toContain(stack.doubles[realm].url);
    expect(html).toContain(stack.doubles[realm].url);
    for (const { username, email, password } of seededPeople[realm]) {
      expect(printed).toMatch(new RegExp(`${realm} +${username} +${password}`));
      expect(html).toMatch(
        new RegExp(`<strong>${username}</strong>.*${email}<br>First password <code>${escapeHtml(password)}</code>`),
      );
    }
  }
});

describe('the login of the start page', () => {
  test.each(realms)('tells which password logs in at %s', async (realm) => {
    const [{ username = '', password = '' } = {}] = seededPeople[realm];
    expect(await attempt(realm, username, password)).toMatchObject({ isLoggedIn: true });
    expect(await attempt(realm, username, 'a wrong pass phrase')).toMatchObject({ isLoggedIn: false });
  });

  test.each([
    '',
    '{}',
    '[]',
    '{"realm":"other","username":"a","password":"b"}',
    '{"realm":"constructor","username":"a","password":"b"}',
  ])('refuses a body that is not a login: %s', async (body) => {
    expect(await logIn(body)).toMatchObject({
      status: 409,
      body: '{"message":"The login needs a realm, a username and a password."}',
    });
  });

  test('refuses the page of another site', async () => {
    const body = JSON.stringify({ realm: 'traffic-ops', username: 'test', password: 'test-old-pw-1' });
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, { Host: 'evil.example' }]) {
      expect(await logIn(body, headers)).toMatchObject({ status: 403 });
    }
  });
});

test('demo reset gives the people in the stand-ins their first passwords again', async () => {
  const [{ username = '', password = '' } = {}] = seededPeople['crafter-studio'];
  await stack.doubles['crafter-studio'].setPassword(username, 'another pass phrase');
  expect(await attempt('crafter-studio', username, password)).toMatchObject({ isLoggedIn: false });

  const answer = await sendHttp(stack.apiUrl, { method: 'POST', path: '/start/demo-reset' });
  const people = realms.flatMap((realm) => seededPeople[realm]);
  expect(JSON.parse(answer.body)).toEqual({ accounts: people.length, application: 'sample-app' });
  expect(await attempt('crafter-studio', username, password)).toMatchObject({ isLoggedIn: true });
});

test('links live for 30 minutes, because Crafter Studio does not show a password change', () => {
  expect(stack.settings.tokenLifetimeMinutes).toBe(30);
});

test('mails latest prints a link to an account in a stand-in, and refuses it when the account has changed there', async () => {
  pointAt(stack);
  await fetch(`${stack.apiUrl}/api/1/services/api/1/user/forgot-password.json?username=john.smith`);
  const good = await admin('mails latest --to john.smith@example.com --wait --token');
  const account = stack.doubles['crafter-studio'].find('john.smith');
  Object.assign(account ?? {}, { email: 'john.smith.2@example.com' });
  const changed = await admin('mails latest --to john.smith@example.com --token');

  expect(good).toMatchObject({ code: 0, out: expect.stringMatching(/^[\w-]{43}\n$/) });
  expect(changed).toMatchObject({ code: 1, err: expect.stringContaining('no longer works') });
});

test('the operator’s command finds the same accounts, without the settings in its own environment', async () => {
  pointAt(stack);
  for (const name of possibleServerSettings) {
    delete process.env[variableOf(name)];
  }
  const { settings } = await openTarget({}, { out: () => undefined, err: () => undefined, isWatched: false });
  expect(settings.trafficOpsUrl).toBe(stack.doubles['traffic-ops'].url);
  const names = serverSettings(stack.settings);
  expect(variablesOf(settings, names)).toEqual(variablesOf(stack.settings, names));
});
