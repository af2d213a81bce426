import { describe, expect, test } from '@jest/globals';
import { keptTokens } from '#lib/reset/kept-tokens.ts';
import type { Account, Mailboxes, StoredResetRequest } from '#lib/reset/ports.ts';
import { sendChangeNotice } from '#lib/reset/send-change-notice.ts';
import { sendResetLink } from '#lib/reset/send-reset-link.ts';
import { memoryMailboxes } from '#test/memory/memory-mailboxes.ts';
import { accountOf } from './account-of.ts';
import { memoryMailroom, minute, requestedAt } from './memory-mailroom.ts';

type Ask = { request?: Partial<StoredResetRequest>; accounts: Account[]; at?: number; lifetime?: number };

/** Mails one request and returns the outcome; the requests share the mailboxes. */
async function ask(mailboxes: Mailboxes, { request, accounts, at = 0, lifetime = 60 * minute }: Ask) {
  const now = requestedAt + at;
  const room = memoryMailroom({ request: { requestedAt: now, ...request }, accounts, mailboxes });
  const outcome = await sendResetLink(room.ports, room.job, { ...room.context, now, tokenLifetimeMs: lifetime });
  return { ...outcome, steps: room.steps, subjects: room.mails.map(({ subject }) => subject) };
}

const many = (count: number, email: string, differences: Partial<Account> = {}) =>
  Array.from({ length: count }, (_, index) => {
    const id = `user-${String(index).padStart(2, '0')}`;
    return accountOf({ id, username: id, email, ...differences });
  });

/** Makes a separate request for each account. */
async function sentTo(mailboxes: Mailboxes, accounts: Account[], at = 0, lifetime?: number): Promise<number> {
  let sent = 0;
  for (const account of accounts) {
    const request = { realm: account.realm, identifier: account.id, sequence: 1 + at };
    sent += (await ask(mailboxes, { request, accounts: [account], at, ...(lifetime && { lifetime }) })).mailsSent;
  }
  return sent;
}

const forAddress: Partial<StoredResetRequest> = { realm: 'traffic-ops', identifier: 'shared@example.com' };
const sharing = (count: number) => many(count, 'shared@example.com', { realm: 'traffic-ops' });

describe('M13', () => {
  test('M13 a mailbox gets ten mails an hour over many accounts, and ten more when the first are an hour old', async () => {
    const mailboxes = memoryMailboxes();
    const accounts = many(30, 'victim@example.com');
    expect(await sentTo(mailboxes, accounts)).toBe(10);
    expect(await sentTo(mailboxes, accounts, 59 * minute)).toBe(0);
    expect(await sentTo(mailboxes, accounts, 60 * minute)).toBe(10);
  });

  test.each([
    ['the letter case', 'Victim@Example.COM', 'victim@example.com'],
    ['the form of an international domain', 'victim@b\u00fccher.example', 'victim@XN--BCHER-KVA.example'],
    ['a decomposed domain', 'victim@b\u00fccher.example', 'victim@bu\u0308cher.example'],
  ])('M13 %s does not make another mailbox', async (_, one, other) => {
    const accounts = [...many(6, one), ...many(6, other)].map((account, index) => {
      const id = `user-${index}`;
      return { ...account, id, username: id };
    });
    expect(await sentTo(memoryMailboxes(), accounts)).toBe(10);
  });

  test('M13 products share the count of a mailbox, and other mailboxes have their own', async () => {
    const mailboxes = memoryMailboxes();
    expect(await sentTo(mailboxes, many(10, 'victim@example.com'))).toBe(10);
    const operator = accountOf({ realm: 'traffic-ops', id: 'op', email: 'victim@example.com' });
    const request = { ...forAddress, identifier: 'victim@example.com' };
    expect(await ask(mailboxes, { request, accounts: [operator] })).toMatchObject({
      mailsSent: 0,
      mailsHeldBack: 1,
      reason: 'mailbox-full',
    });
    expect(await sentTo(mailboxes, many(1, 'other@example.com'))).toBe(1);
  });

  test('M13 a mail that is held back is dropped for a separate reason, without a token', async () => {
    const mailboxes = memoryMailboxes();
    await sentTo(mailboxes, many(10, 'victim@example.com'));
    const held = await ask(mailboxes, {
      request: { identifier: 'late' },
      accounts: [accountOf({ id: 'late', username: 'late', email: 'victim@example.com' })],
    });
    expect(held).toMatchObject({ mailsSent: 0, mailsDropped: 1, mailsHeldBack: 1, reason: 'mailbox-full' });
    expect(held.steps).toEqual(['dropped 1: mailbox-full']);
  });

  test('M7 the window is not longer than the life of a link, so the owner has a link that works', async () => {
    const mailboxes = memoryMailboxes();
    const accounts = many(30, 'victim@example.com');
    expect(await sentTo(mailboxes, accounts, 0, 5 * minute)).toBe(10);
    expect(await sentTo(mailboxes, accounts, 5 * minute - 1, 5 * minute)).toBe(0);
    expect(await sentTo(mailboxes, accounts, 5 * minute, 5 * minute)).toBe(10);
  });

  test('M13 a mail that is tried again counts once', async () => {
    const mailboxes = memoryMailboxes();
    const room = memoryMailroom({ request: {}, accounts: [accountOf({ email: 'victim@example.com' })], mailboxes });
    room.failWith(() => new Error('throttled'));
    for (let attempt = 0; attempt < 15; attempt++) {
      await expect(sendResetLink(room.ports, room.job, room.context)).rejects.toThrow('throttled');
    }
    expect(await sentTo(mailboxes, many(30, 'victim@example.com'))).toBe(9);
    room.failWith(undefined);
    expect(await sendResetLink(room.ports, room.job, room.context)).toMatchObject({ mailsSent: 1 });
  });

  test('M12 if an address has more accounts than it gets mails, the next requests mail the other accounts', async () => {
    const mailboxes = memoryMailboxes();
    const first = await ask(mailboxes, { request: { ...forAddress, sequence: 1 }, accounts: sharing(12) });
    expect(first).toMatchObject({ mailsSent: 10, mailsDropped: 2, mailsHeldBack: 2 });
    const second = await ask(mailboxes, { request: { ...forAddress, sequence: 2 }, accounts: sharing(12), at: 60 * minute });
    expect(second).toMatchObject({ mailsSent: 10, mailsHeldBack: 2 });
    expect(second.subjects.slice(0, 2)).toEqual(['user-10', 'user-11']);
    expect(new Set([...first.subjects, ...second.subjects]).size).toBe(12);
  });

  test('M13 a notice of a changed password is never held back', async () => {
    const mailboxes = memoryMailboxes();
    await sentTo(mailboxes, many(10, 'victim@example.com'));
    const account = accountOf({ email: 'victim@example.com', noticeDue: 1 });
    const sent: string[] = [];
    const ports = {
      accounts: { find: async () => account, endNotice: async () => undefined },
      mailer: { send: async ({ to }: { to: string }) => void sent.push(to) },
      noticeTokens: { put: async () => undefined },
      mailboxes,
    };
    const compose = () => ({ to: account.email ?? '', language: 'en', subject: '', html: '', text: '' });
    const context = { now: 1, keptTokens: keptTokens(), disownLinkFor: () => null, askAgainLink: () => null, compose };
    await sendChangeNotice(ports, { account, noticeDue: 1, languages: '' }, context);
    expect(sent).toEqual(['victim@example.com']);
  });
});
