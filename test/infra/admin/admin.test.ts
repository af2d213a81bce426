import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { type Stack, startStack } from '#infra/local/start-stack.ts';
import { accountKey } from '#lib/dynamo/account-item.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Account, AccountReference } from '#lib/reset/ports.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import type { World } from '#test/golden/world.ts';
import { admin, adminJson, pointAt } from './run-words.ts';

let stack: Stack;
let world: World;

beforeAll(async () => {
  stack = await startStack({ port: 0, dynamoPort: 0, inboxPort: 0, quiet: true });
  world = wireWorld(stack);
  pointAt(stack);
});
afterAll(() => stack.stop());

const studio = (id: string) => ({ realm: 'crafter-studio', id }) as const;
const validate = async (token: string) =>
  (await fetch(`${stack.apiUrl}/api/1/services/api/1/user/validate-token.json?token=${token}`)).status;

/** A Studio account with a reset link that works. */
async function withLink(id: string): Promise<{ reference: AccountReference; account: Account; token: string }> {
  const reference = studio(id);
  await world.storeAccount({ ...reference, email: `${id}@example.com` });
  const token = await world.token(reference);
  expect(await validate(token)).toBe(200);
  return { reference, account: await world.account(reference), token };
}

const commands = [
  'accounts',
  'accounts create',
  'accounts delete',
  'accounts export',
  'accounts timeline',
  'accounts import',
  'accounts list',
  'accounts show',
  'accounts update',
  'accounts disable',
  'accounts enable',
  'addresses',
  'addresses list',
  'addresses lift',
  'administrator-token',
  'applications',
  'applications create',
  'applications list',
  'applications rotate',
  'applications revoke',
  'check',
  'demo',
  'demo reset',
  'limits',
  'limits show',
  'limits lift',
  'limits restore',
  'mails',
  'mails latest',
  'mails records',
  'resets',
  'resets list',
  'resets send',
  'resets revoke',
  'notices',
  'notices list',
  'notices retry',
  'queues',
  'queues list',
  'queues show',
  'queues redrive',
  'queues purge',
  'logs',
  'rotate',
  'restore',
  'restore accounts',
  'restore applications',
  'restore list',
  'restore discard',
  'status',
];

test.each(commands)('%s --help prints its usage, with --stack and --json', async (command) => {
  const { code, out } = await admin(`${command} --help`);
  expect(code).toBe(0);
  expect(out).toContain(`Usage: npm run admin -- ${command}`);
  expect(out).toMatch(/--stack <name>[\s\S]*--json/);
});

const profileId = '59284659d4c650213cc2f3fc';

test.each([
  ['bogus', /unknown command 'bogus'/],
  ['accounts', /Usage: /],
  ['accounts create', /missing required argument 'username'|--realm <realm>/],
  ['accounts create max', /--realm <realm>' not specified/],
  ['accounts create max --realm elsewhere', /'elsewhere' is invalid/],
  ['accounts create max --realm crafter-profile', /24 hexadecimal digits/],
  ['accounts create max --realm crafter-studio --id 1', /--id is for crafter-profile/],
  ['accounts create max --realm crafter-studio --email a@x,b@y', /one address that mail can go to/],
  ['accounts create max --realm crafter-studio --email jürgen@example.com', /one address that mail can go to/],
  ['accounts create max --realm crafter-studio --email me@mail_host.example', /one address that mail can go to/],
  ['accounts create jane.doe --realm crafter-studio', /The account jane.doe already exists in crafter-studio/],
  ['accounts show crafter-studio', /Give either the id of an account or --email/],
  ['accounts show crafter-studio jane.doe --email jane.doe@example.com', /Give either the id of an account or --email/],
  ['accounts show crafter-studio nobody', /There is no account nobody/],
  ['accounts show crafter-studio --email nobody@example.com', /has the address nobody@example.com/],
  ['accounts show crafter-profile john.doe', /id of a profile has 24 hexadecimal digits/],
  ['accounts disable crafter-studio nobody', /There is no account nobody/],
  ['accounts enable crafter-studio nobody', /There is no account nobody/],
  ['accounts import', /missing required argument 'file'|--realm <realm>/],
  ['accounts import nowhere.jsonl --realm crafter-studio', /Cannot read nowhere.jsonl \(ENOENT\)/],
  ['accounts import lib --realm crafter-studio', /lib is not a file/],
  ['addresses lift nonsense', /not a single mail address/],
  ['addresses lift clean@example.com', /Mail to clean@example.com is not blocked/],
  ['administrator-token --minutes 61', /whole number from 1 to 60/],
  ['applications create my-app', /--url <urls...>' not specified/],
  ['applications create my-app --url https://x', /--tenant is missing/],
  ['applications create my-app --url https://x --tenant t --default', /--default is for accounts that stay in Crafter Profile/],
  ['applications create my-app --tenant t --url ftp://x', /--url must be an http or https URL/],
  ['applications create my-app --tenant t --url https://x//y', /no link below https:\/\/x\/\/y would be allowed/],
  ['applications create my-app --tenant t --url https://x --expires 2027-02-30x', /--expires must be a date/],
  ['applications create my-app --tenant t --url https://x --expires 2001-01-01', /must be in the future/],
  ['applications create my-app --tenant t --url https://x --access-token short', /16 to 255/],
  ['applications revoke nothing', /There is no application nothing/],
  ['resets send crafter-studio nobody', /There is no account nobody/],
  ['resets send crafter-studio off.user', /is disabled/],
  ['resets send crafter-studio ldap.user', /Another system keeps the password/],
  ['resets send crafter-studio jane.doe --url https://x', /for crafter-profile/],
  [`resets send crafter-profile ${profileId}`, /No application has asked for this profile recently/],
  [`resets send crafter-profile ${profileId} --application sample-app --url https://evil.example`, /may not lead to/],
  ['resets revoke crafter-studio nobody', /There is no account nobody/],
  ['resets revoke crafter-studio', /Give either a realm and the id of one account, or --all/],
  ['resets revoke', /Give either a realm and the id of one account, or --all/],
  ['resets revoke elsewhere --all', /'elsewhere' is invalid/],
  ['resets revoke crafter-studio jane.doe --all', /Give either a realm and the id of one account, or --all/],
])('exits with 1 and explains why: %s', async (line, message) => {
  const { code, out, err } = await admin(line);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\n\s+at /);
});

test('without a running stack it says how to start one', async () => {
  const { DYNAMO_PORT } = process.env;
  process.env.DYNAMO_PORT = '1';
  const { code, err } = await admin('applications list');
  process.env.DYNAMO_PORT = DYNAMO_PORT;
  expect(code).toBe(1);
  expect(err).toContain('No local stack answers on http://127.0.0.1:1. Start it with npm start.');
});

test('applications: create prints an access token that works, list shows none, and revoke ends it at once', async () => {
  await world.storeAccount({ realm: 'crafter-profile', id: 'a'.repeat(24), tenant: 'mine' });
  const created = await admin('applications create my-app --tenant mine --url https://app.example.com/reset');
  const accessTokenId = created.out.trimEnd().split('\n').at(-1) ?? '';
  const ask = async () =>
    (
      await fetch(`${stack.apiUrl}/api/1/profile/${'a'.repeat(24)}/reset_password`, {
        method: 'POST',
        body: new URLSearchParams({ accessTokenId, resetPasswordUrl: 'https://app.example.com/reset' }),
      })
    ).status;

  expect(created).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Below is the access token id of my-app\. It is shown only this once, .*\n[\w-]{32}\n$/),
  });
  expect(await ask()).toBe(200);
  const list = await admin('applications list');
  expect(list.out).toMatch(/my-app +mine +never +https:\/\/app\.example\.com\/reset/);
  expect(list.out).not.toContain(accessTokenId);
  expect(await admin('applications revoke my-app')).toMatchObject({ code: 0 });
  expect(await ask()).toBe(403);
});

test('applications create takes an access token that clients already have, does not print it and overwrites none', async () => {
  const create = (name: string) =>
    admin(`applications create ${name} --tenant * --url https://x --access-token 0123456789abcdef0`);
  const first = await create('kept');
  expect(first.code).toBe(0);
  expect(first.out).not.toContain('0123456789abcdef0');
  expect((await create('other')).err).toMatch(/already has this access token/);
  const { applications } = await adminJson('applications list');
  const kept = applications.filter(({ name }: { name: string }) => name === 'kept');
  expect(kept).toMatchObject([{ tenants: ['*'], urls: ['https://x'], expiresOn: null }]);
  // Earlier versions let two applications have one name.
  await world.storeApplication('another-access-token', { name: 'kept' });
  expect((await admin('applications revoke kept')).err).toMatch(/2 applications match kept. Give the id of one/);
  expect((await admin(`applications revoke ${kept[0].id}`)).code).toBe(0);
});

test('A5: applications create refuses the demo’s access token id', async () => {
  const line = `applications create mine --tenant t --url https://x --access-token ${demoCredentials.accessTokenId}`;
  expect(await admin(line)).toMatchObject({ code: 1, err: expect.stringContaining('Everyone knows it') });
});

test('accounts show finds a new account by its address and hides its hash and stamp', async () => {
  expect((await admin('accounts create max --realm traffic-ops --email Max@example.com')).code).toBe(0);
  const { accounts } = await adminJson('accounts show traffic-ops --email max@example.com');
  expect(accounts).toMatchObject([{ id: 'max', email: 'Max@example.com', enabled: true, hasPassword: false, mail: 'ok' }]);
  const { credentialStamp } = await world.account({ realm: 'traffic-ops', id: 'max' });
  expect((await admin('accounts show traffic-ops max')).out).not.toContain(credentialStamp);
});

test('K3: disabling an account ends its links, and enabling it does not bring them back', async () => {
  const { token } = await withLink('walter');
  expect(await adminJson('accounts disable crafter-studio walter')).toMatchObject({ enabled: false, changed: true });
  expect(await adminJson('accounts disable crafter-studio walter')).toMatchObject({ enabled: false, changed: false });
  expect(await adminJson('accounts enable crafter-studio walter')).toMatchObject({ enabled: true, changed: true });
  expect(await validate(token)).toBe(401);
});

test('resets send mails a link in each realm', async () => {
  await world.storeAccount({ realm: 'traffic-ops', id: 'tom', email: 'Tom@example.com' });
  const profile = { realm: 'crafter-profile', id: 'b'.repeat(24), email: 'bea@example.com', tenant: 'sample-tenant' } as const;
  await world.storeAccount(profile);
  await withLink('stu');
  const lines = [
    'resets send crafter-studio stu',
    'resets send traffic-ops tom',
    `resets send crafter-profile ${profile.id} --application sample-app --url http://example.com/there`,
  ];
  for (const line of lines) {
    expect((await admin(line)).code).toBe(0);
  }
  await stack.streams.idle();
  expect(await world.mailsTo('stu@example.com', 1)).toHaveLength(1);
  expect(await world.mailsTo('Tom@example.com', 1)).toHaveLength(1);
  const [mail] = await world.mailsTo('bea@example.com', 1);
  expect(mail?.body.text).toContain('http://example.com/there?tokenId=');
});

test('resets send for a profile repeats the last request of its application', async () => {
  const profile = { realm: 'crafter-profile', id: 'c'.repeat(24), email: 'cem@example.com', tenant: 'sample-tenant' } as const;
  await world.storeAccount(profile);
  const body = new URLSearchParams({ accessTokenId: demoCredentials.accessTokenId, resetPasswordUrl: 'http://example.com/mine' });
  await fetch(`${stack.apiUrl}/api/1/profile/${profile.id}/reset_password`, { method: 'POST', body });
  expect((await admin(`resets send crafter-profile ${profile.id}`)).code).toBe(0);
  const mails = await world.mailsTo('cem@example.com', 2);
  expect(mails.map(({ body: { text } }) => text.includes('http://example.com/mine?tokenId='))).toEqual([true, true]);
});

test('M7: resets send refuses the fourth mail in a minute', async () => {
  await withLink('impatient');
  const codes: number[] = [];
  for (let time = 1; time <= 4; time++) {
    codes.push((await admin('resets send crafter-studio impatient')).code);
  }
  expect(codes).toEqual([0, 0, 0, 1]);
});

test('M1 an address that no mail can go to is named by addresses list, resets list, resets send and check', async () => {
  const unmailable = { realm: 'crafter-studio', id: 'u.local', username: 'u.local', email: 'j\u00fcrgen@example.com' } as const;
  await world.storeAccount(unmailable);
  expect(await adminJson('addresses list')).toEqual({
    addresses: [
      {
        address: unmailable.email,
        by: 'rekey',
        realm: 'crafter-studio',
        id: 'u.local',
        reason: 'not a mail address',
        since: null,
        until: null,
      },
    ],
  });
  expect((await admin('resets send crafter-studio u.local')).err).toContain('has no address that mail can go to');
  const { status } = await fetch(`${stack.apiUrl}/api/1/services/api/1/user/forgot-password.json?username=u.local`);
  expect(status).toBe(200);
  await stack.streams.idle();
  expect(await adminJson('resets list')).toMatchObject({
    resets: [{ state: 'dropped', identifier: 'u.local', reason: 'no-address' }],
  });
  expect(await admin('check')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/warning +resets +[^\n]*1 dropped[\s\S]*warning +addresses +1 account [\s\S]*Warnings: 2\./),
  });
  await world.removeAccount(unmailable);
  // A later request takes the place of the dropped one in the list.
  const later = sampleRequest({ realm: 'crafter-studio', identifier: 'u.local', requestedAt: Date.now() });
  await dynamoResetRequests(stack.settings).put(later, { mailsPerMinute: 9, mailsPerTokenLifetime: 9, tokenLifetimeMinutes: 60 });
  await stack.streams.idle();
  expect(await adminJson('resets list')).toEqual({ resets: [], claims: [] });
});

test('M7 check warns about accounts whose key still has the letter case of the username', async () => {
  const key = accountKey(studio('former.name'));
  await world.storeAccount(studio('former.name'));
  const { accountsTable: TableName } = stack.settings;
  const { Item = {} } = await operatorClient().send(new GetItemCommand({ TableName, Key: marshall(key) }));
  // As the version before stored it.
  const former = accountKey(studio('Former.Name'));
  const item = { ...Item, ...marshall({ ...former, id: 'Former.Name' }) };
  await operatorClient().send(new PutItemCommand({ TableName, Item: item }));
  expect((await admin('check')).out).toMatch(/warning +usernames +1 account /);
  await operatorClient().send(new DeleteItemCommand({ TableName, Key: marshall(former) }));
  expect((await admin('check')).out).toMatch(/ok +usernames/);
  await world.removeAccount(studio('former.name'));
});

test('accounts timeline shows what the local stack’s mailer noted', async () => {
  await world.storeAccount({ realm: 'crafter-studio', id: 'tess', email: 'tess@example.com' });
  expect((await admin('resets send crafter-studio tess')).code).toBe(0);
  await stack.streams.idle();
  const { events, links } = await adminJson('accounts timeline crafter-studio tess');
  expect(events.map(({ event, detail }: { event: string; detail: string }) => [event, detail])).toEqual([
    ['asked', 'administrator'],
    ['mail', 'sent'],
  ]);
  expect(links).toMatchObject([{ state: 'works' }]);
});

test('K14 resets revoke ends links and cancels mails that are waiting', async () => {
  const { token, reference } = await withLink('vera');
  const requests = dynamoResetRequests(stack.settings);
  // The mailer stays stopped for the rest of this file.
  await stack.streams.idle();
  await stack.streams.stop();
  const request = sampleRequest({ realm: reference.realm, identifier: 'vera', requestedAt: Date.now() });
  await requests.put(request, { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 });
  expect(await adminJson('resets list')).toMatchObject({ resets: [{ state: 'outstanding', identifier: 'vera' }] });
  expect(await adminJson('resets revoke crafter-studio vera')).toMatchObject({ calledOff: 1 });
  expect(await validate(token)).toBe(401);
  expect(await adminJson('resets list')).toEqual({ resets: [], claims: [] });
});

test('K14 resets revoke --all counts what it would end, and ends the realm and none of another', async () => {
  const requests = dynamoResetRequests(stack.settings);
  const limits = { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 };
  const [mine, alsoMine, elsewhere] = [
    sampleRequest({ realm: 'crafter-studio', identifier: 'waiting-1', requestedAt: Date.now() }),
    sampleRequest({ realm: 'crafter-studio', identifier: 'waiting-2', asker: 'administrator', requestedAt: Date.now() }),
    sampleRequest({ realm: 'traffic-ops', identifier: 'waiting@example.com', requestedAt: Date.now() }),
  ];
  for (const request of [mine, alsoMine, elsewhere]) {
    await requests.put(request, limits);
  }
  const dry = await adminJson('resets revoke crafter-studio --all --dry-run');
  expect(dry).toMatchObject({ realms: ['crafter-studio'], waiting: 2, links: expect.any(Number), dryRun: true });
  const before = await dynamoResetTokens(stack.settings).notBefore('crafter-studio');
  expect(before).toBe(0);
  const { revoked } = await adminJson('resets revoke crafter-studio --all');
  expect(revoked).toEqual([{ realm: 'crafter-studio', notBefore: expect.stringMatching(/Z$/) }]);
  expect(Date.parse(revoked[0].notBefore)).toBeGreaterThan(mine.requestedAt);
  expect(await dynamoResetTokens(stack.settings).notBefore('traffic-ops')).toBe(0);
  for (const request of [mine, alsoMine, elsewhere]) {
    await requests.markDone(request, 1, sampleSettlement());
  }
});

test('resets revoke --all --dry-run changes no stamp', async () => {
  const { token } = await withLink('dry');
  expect(await adminJson('resets revoke crafter-studio --all --dry-run')).toMatchObject({ links: expect.any(Number) });
  expect(await validate(token)).toBe(200);
});

test.each(['--yes', '--dry-run'])('resets revoke of one account refuses %s', async (option) => {
  expect((await admin(`resets revoke crafter-studio jane.doe ${option}`)).err).toBe('--yes and --dry-run go with --all.\n');
});

test('K14 resets revoke --all ends every link of the realm by one write, and links from afterwards work', async () => {
  const links = await Promise.all(['x1', 'x2', 'x3'].map(withLink));
  const stampOf = async (id: string) => (await world.account({ realm: 'crafter-studio', id })).credentialStamp;
  const stamp = await stampOf('x1');
  const { out } = await admin('resets revoke crafter-studio --all');
  expect(out).toMatch(
    /^In crafter-studio, all that was asked for before \S+Z has ended: links, sessions and waiting mails\.\nA password change/,
  );
  for (const { token } of links) {
    expect(await validate(token)).toBe(401);
  }
  expect(await stampOf('x1')).toBe(stamp);
  expect(await validate((await withLink('x4')).token)).toBe(200);
});

test('K14 resets revoke --all without a realm revokes every realm', async () => {
  const { revoked } = await adminJson('resets revoke --all');
  expect(revoked.map(({ realm }: { realm: string }) => realm)).toEqual(['crafter-profile', 'crafter-studio', 'traffic-ops']);
});

test('resets list shows a failed mail and the reason, and check fails, until a later mail is sent', async () => {
  const requests = dynamoResetRequests(stack.settings);
  const key = { realm: 'crafter-studio', identifier: 'fay\u001b[31m', asker: 'anonymous' } as const;
  const put = () =>
    requests.put(sampleRequest({ ...key, requestedAt: Date.now() }), {
      mailsPerMinute: 9,
      mailsPerTokenLifetime: 9,
      tokenLifetimeMinutes: 60,
    });
  await put();
  await requests.markFailed(key, 1, sampleSettlement('SES: MessageRejected'));
  const list = await admin('resets list');
  expect(list.out).toMatch(/failed +crafter-studio +fay\ufffd\[31m +anonymous +\S+ +SES: MessageRejected/);
  expect(await admin('check')).toMatchObject({ code: 1, out: expect.stringMatching(/failed +resets +1 failed/) });
  await put();
  await requests.markDone(key, 2, sampleSettlement());
  expect(await adminJson('resets list')).toEqual({ resets: [], claims: [] });
});

test('M10: addresses list shows a blocked address, and addresses lift unblocks it without ending a link', async () => {
  const { reference, account } = await withLink('bounced');
  await dynamoAccounts(stack.settings).markUndeliverable('crafter-studio', canonicalAddress('bounced@example.com'), {
    cause: 'bounce',
    since: Date.UTC(2100, 0, 1),
  });
  expect(await adminJson('addresses list')).toMatchObject({
    addresses: [
      {
        address: 'bounced@example.com',
        id: 'bounced',
        reason: 'bounce',
        since: '2100-01-01T00:00:00.000Z',
        until: '2100-01-31T00:00:00.000Z',
      },
    ],
  });
  expect((await admin('resets send crafter-studio bounced')).err).toContain('addresses lift');
  expect(await adminJson('addresses lift Bounced@example.com')).toMatchObject({ accounts: 1, ses: false });
  expect(await adminJson('addresses list')).toEqual({ addresses: [] });
  expect(await world.account(reference)).toEqual({ ...account, undeliverable: null });
});

test('administrator-token prints a token that works, on a line of its own', async () => {
  const { out } = await admin('administrator-token --minutes 5');
  const answer = await fetch(`${stack.apiUrl}/api/2/user/reset-password/jane.doe`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${out.trim().split('\n').at(-1)}` },
  });
  expect(answer.status).toBe(200);
  expect(await adminJson('administrator-token')).toEqual({ token: expect.any(String), expiresAt: expect.any(String) });
});

test('check on the local stack sends one mail and names the checks that it skips', async () => {
  const mails = async () => (await world.mailsTo('success@simulator.amazonses.com', 0)).length;
  const before = await mails();
  const { code, out } = await admin('check');
  expect(code).toBe(0);
  for (const name of ['tables', 'secrets', 'api', 'resets', 'mail']) {
    expect(out).toMatch(new RegExp(`^ok +${name} `, 'm'));
  }
  for (const name of ['sender', 'sandbox', 'quota', 'alarms']) {
    expect(out).toMatch(new RegExp(`^skipped +${name} `, 'm'));
  }
  expect(await mails()).toBe(before + 1);
});
