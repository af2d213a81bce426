import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type Account, MailRefused, type StoredResetRequest } from '#lib/reset/ports.ts';
import { sendResetLink } from '#lib/reset/send-reset-link.ts';
import { sha256 } from '#lib/reset/token.ts';
import { accountOf } from './account-of.ts';
import { memoryMailroom, minute, requestedAt, sampleApplication } from './memory-mailroom.ts';
import { profileOf, profileRequest } from './profile-request.ts';

const cancelled = { outcome: 'cancelled', mailed: [], at: requestedAt };
const nothing = { mailsSent: 0, mailsDropped: 1, mailsHeldBack: 0 };
const send = ({ ports, job, context }: ReturnType<typeof memoryMailroom>) => sendResetLink(ports, job, context);
const tokenIn = (text: string) => text.slice(text.lastIndexOf('=') + 1);

const operator = (name: string) => accountOf({ realm: 'traffic-ops', id: name, username: name, email: 'Test@example.com' });
const operatorRequest: Partial<StoredResetRequest> = { realm: 'traffic-ops', identifier: 'test@example.com' };

describe('a reset link', () => {
  test('goes to the stored address, after its token is stored and before the request is done', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf({ email: 'Jane.Doe@Example.com' })] });
    expect(await send(room)).toEqual({ mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' });
    expect(room.steps).toEqual(['token of jane.doe', 'mail to Jane.Doe@Example.com', 'done 1']);
    expect(room.mails[0]?.text).toMatch(/^https:\/\/rekey\.example\/reset-password#realm=crafter-studio&token=[\w-]{43}$/);
  });

  test('K10 is stored as a hash, with the stamp of its account and the time of its expiry', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf({ tenant: 'a tenant' })] });
    await send(room);
    expect(room.tokens).toEqual([
      {
        tokenHash: sha256(tokenIn(room.mails[0]?.text ?? '')),
        realm: 'crafter-studio',
        accountId: 'jane.doe',
        credentialStamp: 'stamp of jane.doe',
        username: 'jane.doe',
        email: 'jane.doe@example.com',
        tenant: 'a tenant',
        requestedAt,
        expiresAt: requestedAt + 60 * minute,
      },
    ]);
  });

  test("of Crafter Profile is the application's URL with the token", async () => {
    const room = memoryMailroom({ request: profileRequest, accounts: [profileOf()] });
    await send(room);
    expect(room.mails[0]?.text).toMatch(/^https:\/\/app\.example\/reset\?tokenId=[\w-]{43}$/);
  });

  test('M12 goes out once for each account of the address, each with its own token and name', async () => {
    const room = memoryMailroom({ request: operatorRequest, accounts: [operator('test'), operator('other'), accountOf()] });
    expect(await send(room)).toMatchObject({ mailsSent: 2, mailsDropped: 0 });
    const opens = room.mails.map(({ subject, text }) => [
      subject,
      room.tokens.find((token) => token.tokenHash === sha256(tokenIn(text)))?.accountId,
    ]);
    expect(opens).toEqual([
      ['test', 'test'],
      ['other', 'other'],
    ]);
  });
});

describe('no mail and no token', () => {
  test.each<[string, Partial<StoredResetRequest>, Account[], string]>([
    ['for an unknown account', {}, [], 'no-account'],
    ['for an account of another realm', {}, [accountOf({ realm: 'traffic-ops' })], 'no-account'],
    ['for an account without address', {}, [accountOf({ email: null })], 'no-address'],
    ['for an account with an empty address', {}, [accountOf({ email: '' })], 'no-address'],
    ['for an account with an address that cannot receive mail', {}, [accountOf({ email: 'me@mail_host.example' })], 'no-address'],
    ['for a disabled user of Crafter Studio', {}, [accountOf({ enabled: false })], 'account-closed'],
    ['for an externally managed user of Crafter Studio', {}, [accountOf({ externallyManaged: true })], 'account-closed'],
    [
      'for an externally managed user of Traffic Ops',
      operatorRequest,
      [{ ...operator('test'), externallyManaged: true }],
      'account-closed',
    ],
    ['for a disabled user of Traffic Ops', operatorRequest, [{ ...operator('test'), enabled: false }], 'account-closed'],
  ])('%s', async (_, request, accounts, reason) => {
    const room = memoryMailroom({ request, accounts });
    expect(await send(room)).toEqual({ ...nothing, reason });
    expect(room.steps).toEqual([reason === 'no-account' ? 'done 1' : `dropped 1: ${reason}`]);
  });

  test('M10 for an account whose address bounced, until the account has another address', async () => {
    const undeliverable = { address: 'jane.doe@example.com', cause: 'bounce', since: requestedAt } as const;
    const bounced = { email: 'Jane.Doe@example.com', undeliverable };
    const held = memoryMailroom({ request: {}, accounts: [accountOf(bounced)] });
    expect(await send(held)).toEqual({ ...nothing, reason: 'undeliverable-address' });
    expect(held.steps).toEqual(['dropped 1: undeliverable-address']);
    const moved = memoryMailroom({ request: {}, accounts: [accountOf({ ...bounced, email: 'jane@example.com' })] });
    expect(await send(moved)).toMatchObject({ mailsSent: 1 });
  });

  test('M10 after a complaint, or for 30 days by the mailer’s clock after a bounce', async () => {
    const thirtyDays = 30 * 86_400_000;
    const sentAfter = async (cause: 'bounce' | 'complaint', passed: number) => {
      const since = requestedAt + 1_000 - passed;
      const account = accountOf({ undeliverable: { address: 'jane.doe@example.com', cause, since } });
      return (await send(memoryMailroom({ request: {}, accounts: [account] }))).mailsSent;
    };
    expect(await sentAfter('bounce', thirtyDays - 1)).toBe(0);
    expect(await sentAfter('bounce', thirtyDays)).toBe(1);
    expect(await sentAfter('complaint', 10 * thirtyDays)).toBe(0);
  });

  test('M8 after the time when the token would expire', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    const late = { ...room, context: { ...room.context, now: requestedAt + 60 * minute } };
    expect(await send(late)).toEqual({ ...nothing, reason: 'too-old' });
    expect(room.steps).toEqual(['dropped 1: too-old']);
  });

  test.each<[string, Partial<StoredResetRequest>, Partial<typeof sampleApplication>]>([
    ['a link that is not on the allow-list', { link: 'https://evil.example/reset' }, {}],
    ['a link that another parser would read differently', { link: 'https://app.example\\@evil.example/' }, {}],
    ['a link that has left the allow-list since the request', {}, { resetPasswordUrls: [] }],
    ['no link', { link: null }, {}],
    ['no application', { application: null }, {}],
    ['an unknown application', { application: 'another hash' }, {}],
    ['an application that has expired since the request', {}, { expiresOn: requestedAt }],
    ['an application of another tenant', {}, { tenantPermissions: [{ tenant: 'other', allowedActions: ['*'] }] }],
  ])('K10 for a stored Profile request with %s', async (_, request, application) => {
    const room = memoryMailroom({
      request: { ...profileRequest, ...request },
      accounts: [profileOf()],
      applications: [{ ...sampleApplication, ...application }],
    });
    expect(await send(room)).toEqual({ ...nothing, reason: 'link-not-allowed' });
    expect(room.steps).toEqual(['dropped 1: link-not-allowed']);
  });
});

test('an externally managed profile gets no mail, because another system keeps its password', async () => {
  const room = memoryMailroom({ request: profileRequest, accounts: [profileOf({ externallyManaged: true })] });
  expect(await send(room)).toEqual({ ...nothing, reason: 'account-closed' });
  expect(room.steps).toEqual(['dropped 1: account-closed']);
});

test('a disabled profile gets its mail', async () => {
  const room = memoryMailroom({ request: profileRequest, accounts: [profileOf({ enabled: false })] });
  expect(await send(room)).toMatchObject({ mailsSent: 1 });
});

test('K14 a request that is revoked while the mailer works on it sends no link with the new stamp', async () => {
  const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
  const { accounts, resetRequests } = room.ports;
  // The operator settles the request first, and then replaces the stamp. The mailer reads the account after both.
  const find: typeof accounts.find = async (reference) => {
    await resetRequests.markDone(room.job.key, room.job.sequence, cancelled);
    const account = await accounts.find(reference);
    return account && { ...account, credentialStamp: 'a new stamp' };
  };
  const ports = { ...room.ports, accounts: { ...accounts, find } };
  expect(await sendResetLink(ports, room.job, room.context)).toMatchObject({ reason: 'already-done' });
  expect(room.tokens).toEqual([]);
  expect(room.mails).toEqual([]);
});

test('the request of an account that does not exist is not read, and a settlement that was there before stays', async () => {
  const room = memoryMailroom({ request: {}, accounts: [] });
  const needless = () => Promise.reject(new Error('is not needed'));
  Object.assign(room.ports.resetRequests, { find: needless });
  Object.assign(room.ports.resetTokens, { notBefore: needless });
  expect(await send(room)).toEqual({ ...nothing, reason: 'no-account' });
  expect(await send(room)).toEqual({ ...nothing, reason: 'no-account' });
  expect(room.settlements).toEqual(['no-account']);
});

test('K14 a request from before its realm was revoked sends no mail, and the operator can see why', async () => {
  const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
  room.revoke(requestedAt + 1);
  expect(await send(room)).toMatchObject({ mailsSent: 0, mailsDropped: 1, reason: 'revoked' });
  expect(room.steps).toEqual(['dropped 1: revoked']);
});

test('K14 a request from the moment at which its realm was revoked, or later, sends its mail', async () => {
  const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
  room.revoke(requestedAt);
  expect(await send(room)).toMatchObject({ mailsSent: 1 });
  expect(room.tokens).toMatchObject([{ requestedAt }]);
});

describe('the notes for the operator', () => {
  const note = { realm: 'crafter-studio', id: 'jane.doe', requestId: 'request-1', requestedAt, now: requestedAt + 1_000 };

  test('say what became of each mail, under the id that the mail has', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    await send(room);
    expect(room.notes).toEqual([{ ...note, mailId: room.mails[0]?.id, outcome: 'sent' }]);
    expect(room.mails[0]?.id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('say why a mail was not sent, or refused', async () => {
    const closed = memoryMailroom({ request: {}, accounts: [accountOf({ enabled: false })] });
    await send(closed);
    expect(closed.notes).toMatchObject([{ outcome: 'account-closed' }]);
    const refused = memoryMailroom({ request: {}, accounts: [accountOf()] });
    refused.failWith(() => new MailRefused('no'));
    await expect(send(refused)).rejects.toThrow('no');
    expect(refused.notes).toMatchObject([{ outcome: 'refused' }]);
  });

  test('M9 that cannot be kept neither fail the mail nor send it again', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    room.ports.mailNotes.noteAttempt = async () => {
      throw new Error('the table is away');
    };
    expect(await send(room)).toMatchObject({ mailsSent: 1, reason: 'sent' });
    expect(room.steps.at(-1)).toBe('done 1');
  });

  test('are kept before the mailer is done, and its other work does not wait for them', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    const { noteAttempt } = room.ports.mailNotes;
    room.ports.mailNotes.noteAttempt = async (mail) => {
      await setTimeout(20);
      await noteAttempt(mail);
      room.steps.push('noted');
    };
    await send(room);
    expect(room.steps.slice(-2)).toEqual(['done 1', 'noted']);
    room.request.mailedFor = 0;
    room.failWith(() => new MailRefused('no'));
    await expect(send(room)).rejects.toThrow('no');
    expect(room.notes).toMatchObject([{ outcome: 'sent' }, { outcome: 'refused' }]);
  });

  test('are not kept of a mail that will be tried again', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    room.failWith(() => new Error('SES is away'));
    await expect(send(room)).rejects.toThrow('SES is away');
    expect(room.notes).toEqual([]);
  });
});

describe('again', () => {
  test('M9 a record delivered twice sends one mail', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    await send(room);
    expect(await send(room)).toEqual({ mailsSent: 0, mailsDropped: 0, mailsHeldBack: 0, reason: 'already-done' });
    expect(room.mails).toHaveLength(1);
  });

  test('M9 a record replayed a day later sends nothing, whether its item is still there or was created again', async () => {
    const room = memoryMailroom({ request: { mailedFor: 1 }, accounts: [accountOf()] });
    expect(await send(room)).toMatchObject({ reason: 'already-done' });
    expect(await send({ ...room, job: { ...room.job, sequence: 7 } })).toMatchObject({ reason: 'already-done' });
    const ports = { ...room.ports, resetRequests: { ...room.ports.resetRequests, find: async () => undefined } };
    expect(await sendResetLink(ports, room.job, room.context)).toMatchObject({ reason: 'already-done' });
    expect(room.steps).toEqual([]);
  });

  test('M13 records of two requests are two mails, even if both stored requests name the same account', async () => {
    const room = memoryMailroom({ request: operatorRequest, accounts: [operator('test')] });
    await send(room);
    room.request.mailedFor = 0;
    const key = { ...room.job.key, identifier: 'TEST@example.com' };
    await send({ ...room, job: { ...room.job, key } });
    expect(new Set(room.mails.map(({ id }) => id)).size).toBe(2);
  });

  test('K12 each of two requests gets its mail, and the tokens of both are stored', async () => {
    const room = memoryMailroom({ request: { sequence: 2 }, accounts: [accountOf()] });
    await send({ ...room, job: { ...room.job, sequence: 1 } });
    await send(room);
    expect(room.mails).toHaveLength(2);
    expect(new Set(room.tokens.map(({ tokenHash }) => tokenHash)).size).toBe(2);
  });

  test('K10 a request with a time in the future does not make a link that lives longer', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    room.request.requestedAt = room.context.now + 3_600_000;
    await send(room);
    expect(room.tokens[0]?.expiresAt).toBe(room.context.now + room.context.tokenLifetimeMs);
  });

  test('M9 a mail with an unknown outcome is tried again with the same token, so both links work', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    const lost = new Error('the answer was lost');
    room.failWith(() => lost);
    await expect(send(room)).rejects.toBe(lost);
    expect(room.request.mailedFor).toBe(0);
    room.failWith(undefined);
    await send(room);
    expect(room.steps).toEqual(['token of jane.doe', 'mail to jane.doe@example.com', 'done 1']);
    expect(sha256(tokenIn(room.mails[0]?.text ?? ''))).toBe(room.tokens[0]?.tokenHash);
  });

  test('M8 if several accounts share an address and one mail is refused, the others still get theirs', async () => {
    const room = memoryMailroom({ request: operatorRequest, accounts: [operator('test'), operator('other')] });
    room.failWith(({ subject }) => (subject === 'test' ? new MailRefused('refused') : undefined));
    await expect(send(room)).rejects.toBeInstanceOf(MailRefused);
    expect(room.mails.map(({ subject }) => subject)).toEqual(['other']);
  });

  test('M8 if several accounts share an address, each gets one mail for each of two requests, however few mails SES accepts at a time', async () => {
    const accounts = ['a', 'b', 'c', 'd'].map((name) => operator(name));
    const room = memoryMailroom({ request: { ...operatorRequest, sequence: 2 }, accounts });
    for (const sequence of [1, 2]) {
      for (const _ of accounts) {
        let taken = 0;
        room.failWith(() => (taken++ === 0 ? undefined : new Error('throttled')));
        await send({ ...room, job: { ...room.job, sequence } }).catch(() => undefined);
      }
      expect(room.request.mailedFor).toBe(sequence);
    }
    expect(room.mails.map(({ subject }) => subject).toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']);
  });

  test('M13 if several accounts share an address, an account without a mail is reported even if another one failed first', async () => {
    const accounts = [{ ...operator('closed'), enabled: false }, operator('test')];
    const room = memoryMailroom({ request: operatorRequest, accounts });
    room.failWith(() => new Error('throttled'));
    await expect(send(room)).rejects.toThrow('throttled');
    room.failWith(undefined);
    expect(await send(room)).toMatchObject({ mailsSent: 1, mailsDropped: 1, reason: 'account-closed' });
    expect(room.steps).toContain('dropped 1: account-closed');
  });

  test('M9 if several accounts share an address and all got their mails before, nothing is sent again', async () => {
    const room = memoryMailroom({ request: operatorRequest, accounts: [operator('test'), operator('other')] });
    const { markDone } = room.ports.resetRequests;
    room.ports.resetRequests.markDone = () => Promise.reject(new Error('the mark was lost'));
    await expect(send(room)).rejects.toThrow('the mark was lost');
    room.ports.resetRequests.markDone = markDone;
    expect(await send(room)).toEqual({ mailsSent: 0, mailsDropped: 0, mailsHeldBack: 0, reason: 'already-done' });
    expect(room.mails).toHaveLength(2);
  });

  test('M9 a single account needs no mark except that of the request', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    const needless = () => Promise.reject(new Error('is not needed'));
    Object.assign(room.ports.resetRequests, { servedAccounts: needless, markServed: needless });
    expect(await send(room)).toMatchObject({ mailsSent: 1 });
  });

  test('F4 a refused mail has a clear error name, because logs show nothing else about it', async () => {
    expect(new MailRefused('a reason')).toMatchObject({ name: 'MailRefused', message: 'a reason' });
  });

  test('M8 if several accounts share an address, a temporary failure takes precedence over a refusal', async () => {
    const room = memoryMailroom({ request: operatorRequest, accounts: [operator('test'), operator('other')] });
    const passing = new Error('throttled');
    room.failWith(({ subject }) => (subject === 'test' ? new MailRefused('refused') : passing));
    await expect(send(room)).rejects.toBe(passing);
  });
});

describe('while SES throttles', () => {
  const throttled = new Error('throttled');

  test('K9 one token is minted and stored for a request and an account, however often the mail is tried', async () => {
    const room = memoryMailroom({ request: operatorRequest, accounts: [operator('test'), operator('other')] });
    room.failWith(() => throttled);
    for (let attempt = 0; attempt < 20; attempt++) {
      await expect(send(room)).rejects.toBe(throttled);
    }
    expect(room.tokens).toHaveLength(2);
    room.failWith(undefined);
    expect(await send(room)).toMatchObject({ mailsSent: 2 });
    expect(room.mails.map(({ text }) => sha256(tokenIn(text)))).toEqual(room.tokens.map(({ tokenHash }) => tokenHash));
  });

  test('K3 another token is minted if the account has changed since the last attempt, because the first one is dead', async () => {
    const accounts = [accountOf()];
    const room = memoryMailroom({ request: {}, accounts });
    room.failWith(() => throttled);
    await expect(send(room)).rejects.toBe(throttled);
    accounts[0] = accountOf({ credentialStamp: 'another stamp' });
    room.failWith(undefined);
    await send(room);
    expect(room.tokens.map(({ credentialStamp }) => credentialStamp)).toEqual(['stamp of jane.doe', 'another stamp']);
    expect(sha256(tokenIn(room.mails[0]?.text ?? ''))).toBe(room.tokens[1]?.tokenHash);
  });

  test('K12 two requests of one account have two tokens', async () => {
    const room = memoryMailroom({ request: { sequence: 2 }, accounts: [accountOf()] });
    room.failWith(() => throttled);
    for (const sequence of [1, 2, 1, 2]) {
      await expect(send({ ...room, job: { ...room.job, sequence } })).rejects.toBe(throttled);
    }
    expect(room.tokens).toHaveLength(2);
  });

  test('F1 a token that could not be stored is not mailed', async () => {
    const room = memoryMailroom({ request: {}, accounts: [accountOf()] });
    const { put } = room.ports.resetTokens;
    room.ports.resetTokens.put = () => Promise.reject(throttled);
    await expect(send(room)).rejects.toBe(throttled);
    room.ports.resetTokens.put = put;
    await send(room);
    expect(room.tokens.map(({ tokenHash }) => tokenHash)).toEqual([sha256(tokenIn(room.mails[0]?.text ?? ''))]);
  });
});
