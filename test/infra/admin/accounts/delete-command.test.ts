import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoMailboxes } from '#lib/dynamo/dynamo-mailboxes.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { exactNumber } from '#lib/dynamo/exact-number.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { scanItems } from '#lib/dynamo/operator/scan-items.ts';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { canonicalAddress, mailboxKey } from '#lib/reset/address.ts';
import type { Account, Asker } from '#lib/reset/ports.ts';
import { mintToken } from '#lib/reset/token.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { sampleSettlement } from '#test/contracts/sample-settlement.ts';
import { admin, adminJson, pointAt } from '#test/infra/admin/run-words.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

let database: Database;

beforeAll(async () => {
  database = await startDatabase();
  pointAt({ databaseUrl: database.endpoint });
});
afterAll(async () => {
  operatorClient().destroy();
  await database.stop();
});

const limits = { mailsPerMinute: 9, mailsPerTokenLifetime: 9, tokenLifetimeMinutes: 60 };

/** Every item of every table. */
async function everything() {
  const all: object[] = [];
  for (const { nameSetting } of Object.values(tables)) {
    for await (const item of scanItems(database.settings[nameSetting])) {
      all.push(unmarshall(item));
    }
  }
  return all;
}

const dump = async () =>
  JSON.stringify(await everything(), (_, value) => (value instanceof Set ? [...value] : value)).toLowerCase();

async function store(differences: Parameters<typeof sampleAccount>[0]): Promise<Account> {
  const account = sampleAccount(differences);
  await storeAccount(database.settings, account, '$2b$04$the-password-hash');
  const found = await dynamoAccounts(database.settings).find(account);
  if (found === undefined) {
    throw new Error('the account was not stored');
  }
  return found;
}

/** What a reset leaves behind, as the functions store it. */
async function reset(account: Account, identifier: string, asker: Asker = 'anonymous') {
  const { settings } = database;
  const requests = dynamoResetRequests(settings);
  const now = Date.now();
  const { realm, id: accountId, username, email, tenant, credentialStamp } = account;
  const request = sampleRequest({ realm, asker, identifier, requestedAt: now });
  await requests.put(request, limits);
  const sequence = (await requests.find(request))?.sequence ?? 0;
  await requests.markServed(request, { sequence, accountId, now });
  const { token, tokenHash } = mintToken();
  await dynamoResetTokens(settings).put({
    ...{ tokenHash, realm, accountId, credentialStamp, username, email, tenant },
    requestedAt: now,
    expiresAt: now + 3_600_000,
  });
  if (email !== null) {
    const mailId = `${realm}-${accountId}`;
    await dynamoMailboxes(settings).countMail({ mailbox: mailboxKey(email), mailId, maximum: 10, windowMs: 3_600_000, now });
  }
  await requests.markDone(request, sequence, sampleSettlement());
  return { request, token };
}

describe('accounts delete', () => {
  test('erases every word about the person in every table, and nothing about anybody else', async () => {
    const keep = await store({ username: 'Keep.Me', id: 'keep.me', email: 'keep@example.com' });
    await reset(keep, 'Keep.Me');
    const before = await everything();

    const gone = await store({ username: 'Gone.Girl', id: 'gone.girl', email: 'Gone@Example.com' });
    await reset(gone, 'GONE.girl');
    await reset(gone, 'gone.girl', 'administrator');
    // She may have typed her address instead of her username.
    await dynamoResetRequests(database.settings).put(
      sampleRequest({ realm: 'crafter-studio', identifier: 'gone@example.com', requestedAt: Date.now() }),
      limits,
    );
    expect(await dump()).toContain('gone');

    const line = 'accounts delete crafter-studio GONE.girl';
    expect(await adminJson(`${line} --dry-run`)).toEqual({
      realm: 'crafter-studio',
      id: 'gone.girl',
      dryRun: true,
      found: { account: 1, 'served-list': 2, 'reset-request': 3, 'reset-link': 2, 'mailbox-log': 1 },
    });
    expect(await dump()).toContain('gone');
    const { code, out } = await admin(line);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Erased what Rekey stored about crafter-studio gone\.girl: 1 account, 1 log of a mailbox, 2 reset links, 3 reset requests, 2 lists of mailed accounts\.\n/,
    );
    expect(out).toMatch(/backups of the last 35 days still hold it\. If you restore one, run this again/);
    expect(out).toMatch(/An import creates the account again/);
    expect(await everything()).toEqual(before);
    expect((await admin(line)).err).toMatch(/There is no account gone.girl in crafter-studio/);
  });

  test('K6 ends the links of the account, also for an account with the same name afterwards', async () => {
    const { settings } = database;
    const account = await store({ id: 'again', username: 'again', email: 'again@example.com' });
    const { tokenHash } = mintToken();
    const { realm, id: accountId, username, email, tenant, credentialStamp } = account;
    const times = { requestedAt: Date.now(), expiresAt: Date.now() + 3_600_000 };
    const link = { tokenHash, realm, accountId, credentialStamp, username, email, tenant, ...times };
    await dynamoResetTokens(settings).put(link);
    await admin('accounts delete crafter-studio again');
    await store({ id: 'again', username: 'again', email: 'again@example.com' });
    expect(await dynamoResetTokens(settings).find(tokenHash)).toBeUndefined();
    expect(await dynamoAccounts(settings).findUnchanged(link, Date.now())).toBeUndefined();
  });

  test('of two accounts with one address it leaves the other its requests, and takes the person off their lists', async () => {
    const [ann, bea] = await Promise.all([
      store({ realm: 'traffic-ops', id: 'ann', username: 'ann', email: 'Shared@example.com' }),
      store({ realm: 'traffic-ops', id: 'bea', username: 'bea', email: 'shared@example.com' }),
    ]);
    const { request } = await reset(ann, 'shared@example.com');
    const requests = dynamoResetRequests(database.settings);
    await requests.markServed(request, { sequence: 1, accountId: bea.id, now: Date.now() });
    const { out } = await admin('accounts delete traffic-ops ann');
    expect(out).toMatch(/Kept, because another account has the same address: 1 log of a mailbox, 1 reset request\./);
    expect(await requests.servedAccounts(request, 1)).toEqual(new Set(['bea']));
    expect(await requests.find(request)).toMatchObject({ mailedFor: 1 });
    // The last one takes the rest along.
    await admin('accounts delete traffic-ops bea');
    expect(await dump()).not.toMatch(/shared@example\.com|"ann"|"bea"/);
    expect(await dump()).not.toContain(mailboxKey('shared@example.com'));
  });

  test('finds what an interrupted erasure or a deleted account left', async () => {
    const account = await store({ id: 'half', username: 'half', email: 'half@example.com' });
    await reset(account, 'half');
    const { client, settings } = database;
    await client.send(
      new DeleteItemCommand({ TableName: settings.accountsTable, Key: { account: { S: 'crafter-studio#half' } } }),
    );
    expect(await adminJson('accounts delete crafter-studio half')).toMatchObject({
      erased: { 'served-list': 1, 'reset-request': 1, 'reset-link': 1, 'mailbox-log': 1 },
    });
    expect(await dump()).not.toMatch(/half/);
  });

  test('takes requests that reach it while it works', async () => {
    const account = await store({ id: 'busy', username: 'busy', email: 'busy@example.com' });
    let isLate = false;
    operatorClient().middlewareStack.add(
      (next, { commandName }) =>
        async (given) => {
          if (commandName === 'DeleteItemCommand' && !isLate) {
            isLate = true;
            await reset(account, 'busy');
          }
          return next(given);
        },
      { step: 'initialize', name: 'late-reset' },
    );
    await admin('accounts delete crafter-studio busy');
    operatorClient().middlewareStack.remove('late-reset');
    expect(isLate).toBe(true);
    expect(await dump()).not.toMatch(/busy/);
  });

  test('leaves the requests of somebody whose username is the address of the person', async () => {
    const { settings } = database;
    await store({ id: 'p1', username: 'p1', email: 'p2@example.com' });
    await store({ id: 'p2@example.com', username: 'p2@example.com', email: 'other@example.com' });
    const request = sampleRequest({ realm: 'crafter-studio', identifier: 'p2@example.com', requestedAt: Date.now() });
    await dynamoResetRequests(settings).put(request, limits);
    await admin('accounts delete crafter-studio p1');
    expect(await dynamoResetRequests(settings).find(request)).toBeDefined();
  });

  test('leaves the account and the requests of somebody who has a former username of the person now', async () => {
    const { settings } = database;
    await store({ id: 'p3', username: 'p3', email: 'p3@example.com' });
    const other = await store({ id: 'p4', username: 'p4', email: 'p4@example.com' });
    const { request } = await reset(other, 'p4');
    expect(await adminJson('accounts delete crafter-studio p3 --username P4')).toMatchObject({ erased: { account: 1 } });
    expect(await dynamoAccounts(settings).find(other)).toEqual(other);
    expect(await dynamoResetRequests(settings).find(request)).toBeDefined();
    expect((await adminJson('accounts delete crafter-studio p4 --dry-run')).found).toMatchObject({ 'reset-link': 1 });
  });

  test('erases requests under a former username that nobody has now', async () => {
    const { settings } = database;
    await store({ id: 'p5', username: 'p5', email: 'p5@example.com' });
    const request = sampleRequest({ realm: 'crafter-studio', identifier: 'was.p5', requestedAt: Date.now() });
    await dynamoResetRequests(settings).put(request, limits);
    await admin('accounts delete crafter-studio p5 --username Was.P5');
    expect(await dynamoResetRequests(settings).find(request)).toBeUndefined();
  });

  test('erases former addresses that it is told', async () => {
    const { settings } = database;
    const mailbox = { mailbox: mailboxKey('former@example.com'), mailId: 'x', maximum: 10, windowMs: 3_600_000, now: Date.now() };
    await store({ id: 'moved', username: 'moved', email: 'now@example.com' });
    await dynamoMailboxes(settings).countMail(mailbox);
    await admin('accounts delete crafter-studio moved --email Former@example.com other@example.com');
    expect(await dump()).not.toContain(mailbox.mailbox);
  });

  test.each([
    ['crafter-studio nobody', /There is no account nobody in crafter-studio/],
    ['crafter-profile jane', /24 hexadecimal digits/],
    ['elsewhere jane', /'elsewhere' is invalid/],
    ['crafter-studio', /missing required argument 'id'/],
  ])('refuses %s', async (words, message) => {
    const { code, out, err } = await admin(`accounts delete ${words}`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  });
});

describe('accounts export', () => {
  test('prints all that is stored about the person, and nothing that opens the account', async () => {
    const account = await store({ id: 'sue', username: 'Sue', email: 'Sue@example.com', locale: 'de' });
    await dynamoAccounts(database.settings).markUndeliverable('crafter-studio', canonicalAddress('sue@example.com'), {
      cause: 'bounce',
      since: Date.UTC(2026, 0, 1),
    });
    await reset(account, 'SUE');
    const { code, out } = await admin('accounts export crafter-studio sue');
    expect(code).toBe(0);
    const exported = JSON.parse(out);
    expect(exported).toEqual({
      realm: 'crafter-studio',
      id: 'sue',
      exportedAt: expect.stringMatching(/Z$/),
      addresses: ['sue@example.com'],
      stored: [
        {
          kind: 'account',
          realm: 'crafter-studio',
          id: 'sue',
          username: 'Sue',
          email: 'Sue@example.com',
          enabled: true,
          externallyManaged: false,
          tenant: null,
          createdOn: '1970-01-01T00:00:01.000Z',
          lastModified: '1970-01-01T00:00:02.000Z',
          locale: 'de',
          undeliverable: { address: 'Sue@example.com', cause: 'bounce', since: '2026-01-01T00:00:00.000Z' },
          details: { firstName: 'Jane', roles: ['author', 'reviewer'], attributes: { phone: null } },
          hasPassword: true,
        },
        { kind: 'mailbox-log', times: [expect.stringMatching(/Z$/)], deletedAfter: expect.stringMatching(/Z$/) },
        {
          kind: 'reset-link',
          realm: 'crafter-studio',
          accountId: 'sue',
          username: 'Sue',
          email: 'Sue@example.com',
          tenant: null,
          requestedAt: expect.stringMatching(/Z$/),
          expiresAt: expect.stringMatching(/Z$/),
          deletedAfter: expect.stringMatching(/Z$/),
        },
        expect.objectContaining({
          kind: 'reset-request',
          asker: 'anonymous',
          identifier: 'SUE',
          requestedAt: expect.stringMatching(/Z$/),
          times: [expect.stringMatching(/Z$/)],
        }),
        { kind: 'served-list', mailedTo: ['sue'], deletedAfter: expect.stringMatching(/Z$/) },
      ],
    });
    expect(out).not.toMatch(/\$2b\$|[Ss]tamp|[Hh]ash|nonce/);
    expect(out).not.toContain(account.credentialStamp);
    const { exportedAt, ...rest } = await adminJson('accounts export crafter-studio sue');
    expect({ ...rest, exportedAt: exported.exportedAt }).toEqual(exported);
  });

  test('names no other account of a shared address', async () => {
    const eva = await store({ realm: 'traffic-ops', id: 'eva', username: 'eva', email: 'both@example.com' });
    await store({ realm: 'traffic-ops', id: 'fay', username: 'fay', email: 'both@example.com' });
    const { request } = await reset(eva, 'both@example.com');
    await dynamoResetRequests(database.settings).markServed(request, { sequence: 1, accountId: 'fay', now: Date.now() });
    const { out } = await admin('accounts export traffic-ops eva');
    expect(JSON.parse(out).stored).toHaveLength(5);
    expect(out).not.toContain('fay');
  });

  test('gives numbers that a double cannot hold with all their digits', async () => {
    await store({ id: 'num', username: 'num', details: { big: exactNumber('12345678901234567890123') } });
    expect((await admin('accounts export crafter-studio num')).out).toContain('"big": 12345678901234567890123');
  });

  test('says that there is no such account', async () => {
    expect((await admin('accounts export crafter-studio nobody')).err).toMatch(/There is no account nobody/);
  });
});
