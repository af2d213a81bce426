import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoMailNotes } from '#lib/dynamo/dynamo-mail-notes.ts';
import { dynamoNoticeTokens } from '#lib/dynamo/dynamo-notice-tokens.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { revokeRealm } from '#lib/dynamo/operator/revoke-realm.ts';
import { type NewAccount, storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { mailIdOf } from '#lib/reset/mail-reset-link.ts';
import type { Account, DeliveryOutcome, MailAttempt } from '#lib/reset/ports.ts';
import { mintToken } from '#lib/reset/token.ts';
import { sampleAccount } from '#test/contracts/sample-account.ts';
import { sampleRequest } from '#test/contracts/sample-request.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { admin, adminJson, pointAt } from './run-words.ts';

const limits = { mailsPerMinute: 3, mailsPerTokenLifetime: 10, tokenLifetimeMinutes: 60 };
const minute = 60_000;

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
  pointAt({ databaseUrl: database.endpoint });
});
afterAll(async () => {
  operatorClient().destroy();
  await database.stop();
});

async function newAccount(differences: Partial<NewAccount> = {}): Promise<Account> {
  const wanted = sampleAccount(differences);
  await storeAccount(database.settings, wanted, null);
  const stored = await dynamoAccounts(database.settings).find(wanted);
  return stored ?? Promise.reject(new Error('not stored'));
}

/** The account's next request, with what became of its mail. */
async function asked(
  account: Account,
  { ago = 2 * minute, attempt, delivery }: { ago?: number; attempt?: MailAttempt; delivery?: DeliveryOutcome } = {},
) {
  const { realm, id, username, email, tenant, credentialStamp } = account;
  const { settings } = database;
  const requestedAt = Date.now() - ago;
  const identifier = realm === 'traffic-ops' ? `${email}` : id;
  const request = sampleRequest({ realm, identifier, requestedAt });
  const requests = dynamoResetRequests(settings);
  await requests.put(request, limits);
  const { sequence = 1 } = (await requests.find(request)) ?? {};
  const mailId = mailIdOf({ ...request, sequence }, account);
  const mail = { mailId, realm, id, requestId: request.requestId, requestedAt, now: requestedAt + 1_000 };
  if (attempt !== undefined) {
    await dynamoMailNotes(settings).noteAttempt({ ...mail, outcome: attempt });
    const settlement = { outcome: attempt, mailed: attempt === 'sent' ? [account] : [], at: requestedAt + 1_000 };
    await requests[attempt === 'sent' ? 'markDone' : 'markDropped'](request, sequence, settlement);
  }
  if (delivery !== undefined) {
    await dynamoMailNotes(settings).noteDelivery({ mailId, outcome: delivery, now: requestedAt + 2_000 });
  }
  const { token, tokenHash } = mintToken();
  if (attempt === 'sent') {
    const times = { requestedAt, expiresAt: requestedAt + 60 * minute };
    const stored = { tokenHash, realm, accountId: id, credentialStamp, username, email, tenant, ...times };
    await dynamoResetTokens(settings).put(stored);
  }
  return { request, sequence, token, tokenHash };
}

test('nobody has asked: the answer says so, and that another name may have been typed', async () => {
  const { id } = await newAccount();
  const { code, out } = await admin(`accounts timeline crafter-studio ${id}`);
  expect(code).toBe(0);
  expect(out).toMatch(/^Nobody has asked for a link for this account in the last 25 hours\. Ask which username/);
});

test('a mail that was delivered: the answer names the spam folder, and the events are in order', async () => {
  const account = await newAccount();
  const { token, tokenHash, request } = await asked(account, { attempt: 'sent', delivery: 'delivered' });
  const { out } = await admin(`accounts timeline crafter-studio ${account.id}`);
  expect(out).toMatch(
    /^The last link was asked for at .*Z\. The mail server of the address took its mail\. Look into the spam folder/,
  );
  expect(out).toMatch(/The last link works until .*Z\./);
  const json = await adminJson(`accounts timeline crafter-studio ${account.id}`);
  expect(json.events.map(({ event, detail }: { event: string; detail: string }) => [event, detail])).toEqual([
    ['asked', 'anonymous'],
    ['mail', 'sent'],
    ['report', 'delivered'],
  ]);
  expect(json.events[0]).toMatchObject({ requestId: request.requestId });
  expect(json.links).toEqual([{ requestedAt: expect.any(String), state: 'works', expiresAt: expect.any(String) }]);
  const shown = out + JSON.stringify(json);
  expect([token, tokenHash, account.credentialStamp].filter((secret) => shown.includes(secret))).toEqual([]);
});

test.each<[string, { attempt: MailAttempt; delivery?: DeliveryOutcome }, RegExp]>([
  ['bounced', { attempt: 'sent', delivery: 'bounced' }, /Its mail bounced: the address does not work\. Correct the address\./],
  ['bounced for now', { attempt: 'sent', delivery: 'bounced-for-now' }, /for a reason that may pass/],
  ['complained about', { attempt: 'sent', delivery: 'complained' }, /the reader marked it as spam/],
  ['rejected by SES', { attempt: 'sent', delivery: 'rejected' }, /took it for harmful/],
  [
    'sent, without a report',
    { attempt: 'sent' },
    /has not reported on it yet\. Look into the spam folder\. \(On the local stack there are no reports\.\)/,
  ],
  ['held back by its mailbox', { attempt: 'mailbox-full' }, /the mailbox had its mails for this hour/],
  ['held back by a bounce', { attempt: 'undeliverable-address' }, /an earlier mail to the address bounced/],
])('a mail that was %s is explained', async (_, outcome, answer) => {
  const account = await newAccount();
  await asked(account, outcome);
  const json = await adminJson(`accounts timeline crafter-studio ${account.id}`);
  expect(json.answer[0]).toMatch(answer);
});

test('the token of a notice is not taken for a link', async () => {
  const account = await newAccount();
  const { realm, id } = account;
  await dynamoNoticeTokens(database.settings).put({
    tokenHash: mintToken().tokenHash,
    realm,
    accountId: id,
    changedAt: Date.now(),
    expiresAt: Date.now() + minute,
  });
  expect((await admin(`accounts timeline ${realm} ${id}`)).code).toBe(0);
});

test('a mail that waits, and one that failed, are explained', async () => {
  const account = await newAccount();
  const { request, sequence } = await asked(account);
  const answer = async () => (await adminJson(`accounts timeline crafter-studio ${account.id}`)).answer[0];
  expect(await answer()).toContain('Its mail is waiting to be sent.');
  const settlement = { outcome: 'SES: MessageRejected', mailed: [], at: Date.now() };
  await dynamoResetRequests(database.settings).markFailed(request, sequence, settlement);
  expect(await answer()).toContain('Its mail failed for good (SES: MessageRejected).');
});

test('the outcome of earlier mails is kept beside that of the last one', async () => {
  const account = await newAccount();
  await asked(account, { ago: 30 * minute, attempt: 'sent', delivery: 'bounced-for-now' });
  await asked(account, { ago: 20 * minute, attempt: 'mailbox-full' });
  await asked(account, { ago: 10 * minute, attempt: 'sent', delivery: 'delivered' });
  const { events } = await adminJson(`accounts timeline crafter-studio ${account.id}`);
  expect(events.map(({ detail }: { detail: string }) => detail)).toEqual([
    ...['anonymous', 'sent', 'bounced-for-now'],
    ...['anonymous', 'mailbox-full'],
    ...['anonymous', 'sent', 'delivered'],
  ]);
});

test('M7 whoever has used up the limit of the account is told until when, because refused requests leave no trace', async () => {
  const account = await newAccount();
  for (const ago of [3_000, 2_000, 1_000]) {
    await asked(account, { ago, attempt: 'sent' });
  }
  const { answer } = await adminJson(`accounts timeline crafter-studio ${account.id}`);
  expect(answer.join(' ')).toMatch(/whoever asks before .*Z gets none and is not told/);
});

describe('who changed the password', () => {
  const change = (account: Account, languages?: string) => {
    const { credentialStamp, tenant } = account;
    const wanted = { password: 'a pass phrase', credentialStamp, tenant, mustBeEnabled: true, now: Date.now() };
    const accounts = dynamoAccounts(database.settings, { hashPassword: async (password) => `${password}:x` });
    return accounts.setPassword(account, { ...wanted, ...(languages !== undefined && { languages }) });
  };

  test.each([
    ['its owner', 'en', 'owner', /changed by its owner, with a link/],
    ['an administrator', undefined, 'administrator', /changed by an administrator/],
  ])('is %s', async (_, languages, by, text) => {
    const account = await newAccount();
    await asked(account, { attempt: 'sent' });
    await change(account, languages);
    const { events, links, answer } = await adminJson(`accounts timeline crafter-studio ${account.id}`);
    expect(events.at(-1)).toMatchObject({ event: 'password-changed', detail: by, text: expect.stringMatching(text) });
    expect(links).toMatchObject([{ state: 'used-or-replaced' }]);
    expect(answer.at(-1)).toMatch(/The last link was used, or the account was changed since\. The password was last changed at/);
  });
});

test('an account that gets no mail at all is explained first', async () => {
  const disabled = await newAccount({ enabled: false, externallyManaged: true, email: null });
  const { answer } = await adminJson(`accounts timeline crafter-studio ${disabled.id}`);
  expect(answer.slice(0, 3)).toEqual([
    'The account is disabled.',
    'Another system keeps the password of this account, so Rekey cannot reset it.',
    'The account has no address that mail can go to.',
  ]);
});

test('M10 a marked address is explained, with the command that lifts the mark', async () => {
  const account = await newAccount({ realm: 'traffic-ops' });
  const address = canonicalAddress(`${account.email}`);
  await dynamoAccounts(database.settings).markUndeliverable('traffic-ops', address, { cause: 'bounce', since: Date.now() });
  const { answer, events } = await adminJson(`accounts timeline traffic-ops ${account.id}`);
  expect(answer[0]).toMatch(/^No reset mail goes to .* until .*Z, or until you lift that: addresses lift person-/);
  expect(events).toMatchObject([{ event: 'address-marked', detail: 'bounce' }]);
});

test('K14 a link that ended with its realm is explained', async () => {
  const account = await newAccount({ realm: 'traffic-ops' });
  await asked(account, { attempt: 'sent' });
  await revokeRealm(database.settings, 'traffic-ops');
  const { answer, events } = await adminJson(`accounts timeline traffic-ops ${account.id}`);
  expect(answer.at(-1)).toBe('The last link was ended with its whole realm.');
  expect(events.at(-1)).toMatchObject({ event: 'realm-revoked' });
});

test.each([
  ['crafter-studio nobody', /There is no account nobody in crafter-studio/],
  ['crafter-profile john.doe', /24 hexadecimal digits/],
  ['elsewhere jane.doe', /'elsewhere' is invalid/],
  ['crafter-studio', /missing required argument 'id'/],
])('accounts timeline %s is refused', async (words, message) => {
  const { code, out, err } = await admin(`accounts timeline ${words}`);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
});
