import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { type ProfileDouble, startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';
import { type StudioDouble, startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import { serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { startTrafficOpsDouble, type TrafficOpsDouble } from '#infra/local/doubles/traffic-ops/start-traffic-ops-double.ts';
import { type Inbox, startInbox } from '#infra/local/inbox/inbox.ts';
import { setLocalEnvironment } from '#infra/local/local-environment.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { sampleToken } from '#test/contracts/sample-token.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { type FakeAccount, startFakeAws } from './fake-aws.ts';
import { admin, adminJson, runWords } from './run-words.ts';
import { startDns, type Zone } from './start-dns.ts';

let database: Database;
let inbox: Inbox;
let aws: Awaited<ReturnType<typeof startFakeAws>>;
let dns: Awaited<ReturnType<typeof startDns>>;

const healthy = () => ({
  outputs: {
    ApiUrl: aws?.url,
    AlarmTopic: 'arn:aws:sns:us-east-1:111122223333:alarms',
    AccountsTable: 'RekeyAccounts',
    ApplicationsTable: 'RekeyApplications',
    LimitsTable: 'RekeyLimits',
    ResetRequestsTable: 'RekeyResetRequests',
    ResetTokensTable: 'RekeyResetTokens',
    AdministratorSecret: 'administrators',
    TrafficOpsSessionSecret: 'sessions',
    MailFrom: 'Rekey <noreply@example.com>',
    MailConfigurationSet: 'rekey',
  },
  verified: ['example.com'],
  identity: {
    DkimAttributes: { Tokens: ['one', 'two'], Status: 'SUCCESS', SigningEnabled: true },
    MailFromAttributes: { MailFromDomain: 'bounce.example.com', MailFromDomainStatus: 'SUCCESS' },
  },
  suppressed: ['bounced@example.com'],
  production: true,
  sent: 10,
  subscription: 'arn:aws:sns:us-east-1:111122223333:alarms:1',
  mappings: { links: 'Enabled', notices: 'Enabled' },
  secret: 's'.repeat(64),
  apiStatus: 400,
});
const account: FakeAccount = healthy();

const fullZone = (): Zone => ({
  'one._domainkey.example.com CNAME': ['one.dkim.amazonses.com'],
  'two._domainkey.example.com CNAME': ['two.dkim.amazonses.com'],
  'bounce.example.com MX': ['10 feedback-smtp.us-east-1.amazonses.com'],
  'bounce.example.com TXT': ['an unrelated text', 'v=spf1 include:amazonses.com ~all'],
  '_dmarc.example.com TXT': ['v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com'],
});
const zone: Zone = fullZone();

beforeAll(async () => {
  database = await startDatabase();
  inbox = await startInbox({ number: 0, variable: 'INBOX_PORT' });
  aws = await startFakeAws(account);
  dns = await startDns(zone);
  process.env.DNS_SERVER = dns.address;
  setLocalEnvironment({ apiUrl: aws.url, databaseUrl: database.endpoint, inboxUrl: inbox.url }, true);
  for (const service of ['CLOUDFORMATION', 'LAMBDA', 'SNS', 'SESV2', 'SECRETS_MANAGER']) {
    process.env[`AWS_ENDPOINT_URL_${service}`] = aws.url;
  }
});
beforeEach(() => {
  Object.assign(account, healthy());
  Object.assign(zone, fullZone());
});
afterAll(async () => {
  operatorClient().destroy();
  await Promise.all([database.stop(), inbox.stop()]);
  aws.stop();
  dns.stop();
});

const findings = async (): Promise<{ [check: string]: string }> => {
  const { out, err } = await admin('check --stack Rekey --json');
  if (out === '') {
    throw new Error(err);
  }
  const found: { check: string; state: string }[] = JSON.parse(out).findings;
  return Object.fromEntries(found.map(({ check, state }) => [check, state]));
};

test('--stack reads tables and secrets from the outputs, before or after the command', async () => {
  const created = await adminJson('--stack Rekey accounts create max --realm crafter-studio');
  expect(created).toEqual({ realm: 'crafter-studio', id: 'max' });
  expect(await adminJson('accounts show crafter-studio max --stack Rekey')).toMatchObject({ accounts: [{ id: 'max' }] });
  expect(await adminJson('administrator-token --stack Rekey')).toMatchObject({ token: expect.stringMatching(/^eyJ/) });
});

describe('a stack that does not have every product', () => {
  beforeEach(() => {
    const { TrafficOpsSessionSecret: _, ...outputs } = healthy().outputs;
    Object.assign(account, { outputs: { ...outputs, Products: 'crafter-studio' } });
  });

  test('works without the secret of a product that it does not have', async () => {
    expect(await findings()).toMatchObject({ secrets: 'ok', tables: 'ok' });
  });

  test.each([
    ['accounts create max --realm traffic-ops', 'traffic-ops'],
    ['accounts show traffic-ops max', 'traffic-ops'],
    ['accounts list --realm crafter-profile', 'crafter-profile'],
    ['resets revoke traffic-ops --all', 'traffic-ops'],
    ['applications list', 'crafter-profile'],
  ])('refuses %s', async (line, realm) => {
    const { code, err } = await admin(`${line} --stack Rekey`);
    expect(err).toBe(
      `This stack does not have ${realm}. It has crafter-studio: REKEY_PRODUCTS decides which products a stack has.\n`,
    );
    expect(code).toBe(1);
  });
});

test('--stack refuses a stack that does not exist, and one that is not Rekey’s', async () => {
  expect((await admin('applications list --stack Nobody')).err).toBe('There is no stack Nobody in us-east-1.\n');
  account.outputs = { ApiUrl: 'https://x' };
  expect((await admin('applications list --stack Rekey')).err).toMatch(/is not a finished Rekey stack.*AccountsTable/);
});

describe('a stack that keeps accounts in the products’ own servers', () => {
  let profile: ProfileDouble;
  let studio: StudioDouble;
  let trafficOps: TrafficOpsDouble;

  beforeAll(async () => {
    [profile, studio, trafficOps] = await Promise.all([
      startProfileDouble(),
      startStudioDouble(),
      startTrafficOpsDouble({ scryptCost: 2, secret: account.secret }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([profile, studio, trafficOps].map((double) => double.stop()));
  });
  beforeEach(() => {
    Object.assign(account.outputs, {
      CrafterProfileUrl: profile.url,
      CrafterProfileSecret: 'profile',
      CrafterStudioUrl: studio.url,
      CrafterStudioSecret: 'studio',
      TrafficOpsUrl: trafficOps.url,
      TrafficOpsServiceUser: serviceUser,
      TrafficOpsStamp: 'login-tolerant',
    });
  });

  test('check looks at the servers that the outputs name', async () => {
    expect(await findings()).toMatchObject({
      'crafter-profile/server': 'ok',
      'crafter-profile/credential': 'failed',
      'crafter-studio/server': 'ok',
      'crafter-studio/credential': 'failed',
      'traffic-ops/server': 'ok',
      'traffic-ops/credential': 'ok',
      'traffic-ops/rights': 'ok',
      'traffic-ops/stamp': 'warning',
    });
  });

  test('accounts show reads from the server, and no log is among the results', async () => {
    expect(await adminJson('accounts show traffic-ops jane.doe --stack Rekey')).toMatchObject({ accounts: [{ id: '4' }] });
    delete process.env.REKEY_LOG;
    const log = jest.spyOn(process.stdout, 'write');
    const refused = await admin('accounts show crafter-studio jane.doe --stack Rekey');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('does not accept Rekey') });
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });
});

test('F8 check fails if the API answers what did not come through the proxy, although it should not', async () => {
  const proxied = { ProxySecretHashes: '0a'.repeat(32), ClientAddressHeader: 'x-rekey-client', OnlyThroughProxy: 'true' };
  Object.assign(account.outputs, proxied);
  expect(await findings()).toMatchObject({ api: 'failed' });
  account.apiStatus = 403;
  expect(await findings()).toMatchObject({ api: 'ok' });
});

test('A5: applications create refuses the demo’s access token id on a deployed stack', async () => {
  const create = `applications create a --tenant t --url https://x --access-token ${demoCredentials.accessTokenId} --stack Rekey`;
  expect(await admin(create)).toMatchObject({ code: 1, err: expect.stringContaining('Everyone knows it') });
});

test('K14 resets revoke --all on a deployed stack shows the number and asks before it acts', async () => {
  const words = 'resets revoke traffic-ops --all --stack Rekey'.split(' ');
  const resetTokens = dynamoResetTokens(database.settings);
  await resetTokens.put({ ...sampleToken, realm: 'traffic-ops', expiresAt: Date.now() + 60_000 });
  const stamp = () => resetTokens.notBefore('traffic-ops');
  const before = await stamp();
  const refused = await runWords(words, false, 'n');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('This ends 1 live reset link in traffic-ops, all sessions of such links, and 0 waiting mails.');
  expect(refused.err).toContain('Nothing was changed.');
  const unattended = await runWords(words);
  expect(unattended).toMatchObject({ code: 1, err: expect.stringContaining('Add --yes') });
  expect(await stamp()).toBe(before);
  expect((await runWords([...words, '--dry-run'])).out).toContain('would end');
  expect(await stamp()).toBe(before);
  expect((await runWords(words, false, 'y')).code).toBe(0);
  const after = await stamp();
  expect(after).toBeGreaterThan(before);
  expect((await runWords([...words, '--yes'])).code).toBe(0);
  expect(await stamp()).toBeGreaterThanOrEqual(after);
});

test('accounts import on a deployed stack says how many accounts it would close, and asks before it acts', async () => {
  const file = join(tmpdir(), `users-${process.pid}.jsonl`);
  const user = { username: 'shut', email: 'shut@example.com', role: 'admin', tenant: 'root' };
  const words = `accounts import ${file} --realm traffic-ops --stack Rekey`.split(' ');
  const isEnabled = async () => (await dynamoAccounts(database.settings).find({ realm: 'traffic-ops', id: 'shut' }))?.enabled;
  await writeFile(file, JSON.stringify(user));
  expect((await runWords(words)).code).toBe(0);
  await writeFile(file, JSON.stringify({ ...user, role: 'disallowed' }));
  const refused = await runWords(words, false, 'n');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('1 of 1 accounts lose their address or are closed. Go on?');
  expect(await runWords(words)).toMatchObject({ code: 1, err: expect.stringContaining('Add --yes') });
  expect(await isEnabled()).toBe(true);
  expect((await runWords([...words, '--yes'])).code).toBe(0);
  expect(await isEnabled()).toBe(false);
  await rm(file);
});

test('accounts delete on a deployed stack shows what it would erase and asks before it acts', async () => {
  const reference = sampleAccount();
  await storeAccount(database.settings, reference, null);
  const isThere = async () => (await dynamoAccounts(database.settings).find(reference)) !== undefined;
  const words = `accounts delete crafter-studio ${reference.id} --stack Rekey`.split(' ');
  const refused = await runWords(words, false, 'n');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain(`This erases what Rekey stores about crafter-studio ${reference.id}: 1 account. Go on?`);
  expect(await runWords(words)).toMatchObject({ code: 1, err: expect.stringContaining('Add --yes') });
  expect(await isThere()).toBe(true);
  const erased = await runWords([...words, '--yes']);
  expect(erased).toMatchObject({ code: 0, out: expect.stringMatching(/SES’s own list names it too\. addresses lift/) });
  expect(await isThere()).toBe(false);
});

test('administrator-token prints no token if an identity provider issues them', async () => {
  Object.assign(account.outputs, { OidcIssuer: 'https://login.example.com', OidcAudience: 'rekey' });
  expect((await admin('administrator-token --stack Rekey')).err).toContain('accepts only tokens from https://login.example.com');
});

test.each([
  ['demo reset', 'demo reset works on the local stack only: a deployed stack has no demo.\n'],
  [
    'mails latest --to jane.doe@example.com',
    'mails latest works on the local stack only: SES, through which a deployed stack sends, keeps no copy of a mail.\n',
  ],
])('%s refuses a deployed stack', async (line, err) => {
  expect(await admin(`${line} --stack Rekey`)).toEqual({ code: 1, out: '', err });
});

test('M10: addresses list includes SES’s suppression list, and addresses lift unblocks both', async () => {
  const { settings } = database;
  await storeAccount(settings, sampleAccount({ email: 'bounced@example.com' }), null);
  await dynamoAccounts(settings).markUndeliverable('crafter-studio', canonicalAddress('bounced@example.com'), {
    cause: 'bounce',
    since: Date.UTC(2100, 0, 1),
  });
  const { addresses } = await adminJson('addresses list --stack Rekey');
  expect(addresses).toMatchObject([{ by: 'rekey' }, { by: 'ses', address: 'bounced@example.com', reason: 'bounce' }]);
  expect(await adminJson('addresses lift bounced@example.com --stack Rekey')).toMatchObject({ accounts: 1, ses: true });
  expect(await adminJson('addresses list --stack Rekey')).toEqual({ addresses: [] });
  expect((await admin('addresses lift bounced@example.com --stack Rekey')).code).toBe(1);
});

test('A6 check fails on a signing secret that is too short, and no token is signed with it', async () => {
  account.secret = 's'.repeat(31);
  expect(await findings()).toMatchObject({ secrets: 'failed' });
  const minted = await admin('administrator-token --stack Rekey');
  expect(minted).toEqual({ code: 1, out: '', err: 'the secret administrators is shorter than 32 bytes\n' });
});

test('check passes on a healthy stack and sends its mail to the simulator', async () => {
  const before = inbox.rawMails.length;
  const states = await findings();
  expect(states).toEqual({
    tables: 'ok',
    secrets: 'ok',
    api: 'ok',
    resets: 'ok',
    addresses: 'ok',
    usernames: 'ok',
    mail: 'ok',
    sender: 'ok',
    dkim: 'ok',
    'mail-from': 'ok',
    dmarc: 'ok',
    sandbox: 'ok',
    quota: 'ok',
    alarms: 'ok',
    streams: 'ok',
  });
  expect(inbox.rawMails.slice(before)).toMatchObject([
    { source: 'noreply@example.com', destinations: ['success@simulator.amazonses.com'] },
  ]);
});

test.each<[string, Partial<FakeAccount>]>([
  ['sender', { verified: [] }],
  ['sandbox', { production: false }],
  ['quota', { sent: 190 }],
  ['alarms', { subscription: 'PendingConfirmation' }],
  ['alarms', { subscription: '' }],
  ['streams', { mappings: { links: 'Disabled', notices: 'Enabled' } }],
  ['streams', { mappings: { links: 'Enabled' } }],
])('check fails for the %s with %j', async (check, difference) => {
  Object.assign(account, difference);
  expect(await findings()).toMatchObject({ [check]: 'failed' });
});

test('M8: check fails if a request has waited for its mail for over five minutes', async () => {
  const { put, markDone } = dynamoResetRequests(database.settings);
  const waiting = async (minutes: number) => {
    const request = sampleRequest({ identifier: `waits for ${minutes}`, requestedAt: Date.now() - minutes * 60_000 });
    await put(request, { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 });
    return request;
  };
  await waiting(4);
  expect(await findings()).toMatchObject({ resets: 'ok' });
  const late = await waiting(6);
  const { code, out } = await admin('check --stack Rekey');
  expect(code).toBe(1);
  expect(out).toMatch(/failed +resets +1 outstanding for over 5 minutes/);
  await markDone(late, 1, sampleSettlement());
  expect(await findings()).toMatchObject({ resets: 'ok' });
});

test('check asks for --sender if the outputs do not name the sender', async () => {
  const { MailFrom, ...others } = account.outputs;
  account.outputs = others;
  const { code, out } = await admin('check --stack Rekey');
  expect(code).toBe(1);
  expect(out).toMatch(/failed +sender +the stack’s outputs do not name the sender: give --sender/);
  expect((await admin('check --stack Rekey --sender noreply@example.com')).out).toMatch(
    /ok +sender +SES has verified example.com/,
  );
});

describe('the DNS records of the sender', () => {
  const records = async () => {
    const { code, out } = await admin('mails records --stack Rekey --json');
    const shown: { name: string; type: string; state: string }[] = JSON.parse(out).records;
    return { code, states: shown.map(({ name, type, state }) => `${name} ${type} ${state}`) };
  };

  test('mails records prints them and says that they are set', async () => {
    expect(await records()).toEqual({
      code: 0,
      states: [
        'one._domainkey.example.com CNAME set',
        'two._domainkey.example.com CNAME set',
        'bounce.example.com MX set',
        'bounce.example.com TXT set',
        '_dmarc.example.com TXT set',
      ],
    });
    expect((await admin('mails records --stack Rekey')).out).toMatch(
      /set +bounce\.example\.com +MX +10 feedback-smtp\.us-east-1\.amazonses\.com\n/,
    );
  });

  test('a record that is missing or different makes mails records and check fail', async () => {
    zone['two._domainkey.example.com CNAME'] = [];
    zone['bounce.example.com TXT'] = ['v=spf1 -all'];
    zone['_dmarc.example.com TXT'] = [];
    const { code, states } = await records();
    expect(code).toBe(1);
    expect(states.filter((state) => !state.endsWith(' set'))).toEqual([
      'two._domainkey.example.com CNAME missing',
      'bounce.example.com TXT different',
      '_dmarc.example.com TXT missing',
    ]);
    expect(await findings()).toMatchObject({ dkim: 'failed', 'mail-from': 'failed', dmarc: 'warning' });
  });

  test('a subdomain has the DMARC policy of the domain above it', async () => {
    account.outputs.MailFrom = 'noreply@mail.example.com';
    account.verified = ['mail.example.com'];
    zone['_dmarc.example.com TXT'] = ['v=DMARC1; p=reject'];
    expect(await findings()).toMatchObject({ dmarc: 'ok' });
  });

  test('records that are set are not enough as long as SES does not use them', async () => {
    account.identity = {
      DkimAttributes: { Tokens: ['one'], Status: 'PENDING', SigningEnabled: false },
      MailFromAttributes: { MailFromDomain: 'bounce.example.com', MailFromDomainStatus: 'PENDING' },
    };
    expect(await findings()).toMatchObject({ dkim: 'failed', 'mail-from': 'failed' });
  });

  test('a sender without its own domain is a warning, and mails records says what to do', async () => {
    account.identity = {};
    expect(await findings()).toMatchObject({ dkim: 'warning', 'mail-from': 'warning' });
    expect((await admin('mails records --stack Rekey')).out).toMatch(/Let it verify the domain.*\nThere is no MAIL FROM domain/);
  });

  test('--dns-server refuses what is not an address', async () => {
    const refused = await admin('mails records --dns-server nowhere --stack Rekey');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--dns-server must be an IP address') });
  });
});
