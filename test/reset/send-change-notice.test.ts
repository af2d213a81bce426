import { expect, test } from '@jest/globals';
import { keptTokens } from '#lib/reset/kept-tokens.ts';
import type { Account, Mail, NoticeToken } from '#lib/reset/ports.ts';
import { type ChangeNoticeJob, type NoticeContext, sendChangeNotice } from '#lib/reset/send-change-notice.ts';
import { sha256 } from '#lib/reset/token.ts';
import { accountOf } from './account-of.ts';

const changedAt = 1_700_000_000_000;
const job = { account: { realm: 'crafter-studio', id: 'jane.doe' }, noticeDue: changedAt, languages: 'de' } as const;

function deskOf(account: Account | undefined) {
  const mails: Mail[] = [];
  const steps: string[] = [];
  const tokens: NoticeToken[] = [];
  let stored = account;
  const ports = {
    accounts: {
      find: async () => stored,
      endNotice: async (_: object, noticeDue: number) => {
        steps.push(`ended ${noticeDue}`);
        if (stored?.noticeDue === noticeDue) {
          stored = { ...stored, noticeDue: null };
        }
      },
    },
    noticeTokens: {
      put: async (token: NoticeToken) => {
        steps.push(`token of ${token.accountId}`);
        tokens.push(token);
      },
    },
    mailer: {
      send: async (mail: Mail) => {
        steps.push(`mail to ${mail.to}`);
        mails.push(mail);
      },
    },
  };
  const context: NoticeContext = {
    now: changedAt + 1_000,
    keptTokens: keptTokens(),
    disownLinkFor: (token) => `https://rekey.example/reset-password/not-me#notice=${token}`,
    askAgainLink: ({ realm }) => `https://rekey.example/forgot-password?realm=${realm}`,
    compose: (notice) => ({
      to: notice.account.email,
      language: notice.languages,
      subject: `${notice.changedAt}`,
      html: '',
      text: `${notice.links.askAgain} ${notice.links.disown}`,
    }),
  };
  const notify = (given: ChangeNoticeJob = job) => sendChangeNotice(ports, given, context);
  return { ports, mails, steps, tokens, context, notify };
}

test('M11 the notice goes to the stored address, with the time of the change, and is then settled', async () => {
  const { notify, mails, steps } = deskOf(accountOf({ noticeDue: changedAt }));
  expect(await notify()).toEqual({ mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' });
  expect(mails).toMatchObject([{ to: 'jane.doe@example.com', subject: `${changedAt}` }]);
  expect(steps).toEqual(['token of jane.doe', 'mail to jane.doe@example.com', `ended ${changedAt}`]);
});

test('M11 a disabled account is told too', async () => {
  expect(await deskOf(accountOf({ noticeDue: changedAt, enabled: false })).notify()).toMatchObject({ mailsSent: 1 });
});

test('M9 a record delivered twice sends one notice', async () => {
  const { notify, mails } = deskOf(accountOf({ noticeDue: changedAt }));
  await notify();
  expect(await notify()).toMatchObject({ reason: 'already-done' });
  expect(mails).toHaveLength(1);
});

test.each([
  ['the account is gone', undefined],
  ['another notice is due', accountOf({ noticeDue: changedAt + 1 })],
  ['none is due', accountOf()],
])('M9 nothing happens when %s', async (_, account) => {
  const { notify, steps } = deskOf(account);
  expect(await notify()).toEqual({ mailsSent: 0, mailsDropped: 0, mailsHeldBack: 0, reason: 'already-done' });
  expect(steps).toEqual([]);
});

test.each(['bounce', 'complaint'] as const)('M10 the notice is tried for an address with a %s', async (cause) => {
  const undeliverable = { address: 'jane.doe@example.com', cause, since: changedAt };
  const { notify, mails } = deskOf(accountOf({ noticeDue: changedAt, undeliverable }));
  expect(await notify()).toEqual({ mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' });
  expect(mails).toMatchObject([{ to: 'jane.doe@example.com' }]);
});

test.each([
  ['has no address', { email: null }],
  ['has an address that cannot receive mail', { email: 'j\u00fcrgen@example.com' }],
])('M10 an account that %s gets no notice, and the notice is settled', async (_, differences) => {
  const { notify, steps } = deskOf(accountOf({ noticeDue: changedAt, ...differences }));
  expect(await notify()).toEqual({ mailsSent: 0, mailsDropped: 1, mailsHeldBack: 0, reason: 'no-address' });
  expect(steps).toEqual([`ended ${changedAt}`]);
});

test('M9 the notice of an account that got another id since its change is ended under that id', async () => {
  const { ports, notify } = deskOf(accountOf({ id: 'jane.doe', noticeDue: changedAt }));
  const ended: string[] = [];
  ports.accounts.endNotice = async (reference) => {
    ended.push(Object(reference).id);
  };
  await notify({ ...job, account: { realm: 'crafter-studio', id: 'Jane.Doe' } });
  expect(ended).toEqual(['jane.doe']);
});

test('K10 the token of a notice is stored as a hash, names its change and lives for a week', async () => {
  const { notify, mails, tokens } = deskOf(accountOf({ noticeDue: changedAt }));
  await notify();
  const token = /#notice=([\w-]{43})$/.exec(mails[0]?.text ?? '')?.[1] ?? '';
  const expiresAt = changedAt + 7 * 86_400_000;
  expect(tokens).toEqual([{ tokenHash: sha256(token), realm: 'crafter-studio', accountId: 'jane.doe', changedAt, expiresAt }]);
});

test('a notice that is tried again has the same token, which is stored once', async () => {
  const { ports, notify, mails, tokens } = deskOf(accountOf({ noticeDue: changedAt }));
  const { send } = ports.mailer;
  ports.mailer.send = async () => {
    throw new Error('the mail server is away');
  };
  await expect(notify()).rejects.toThrow('the mail server is away');
  ports.mailer.send = send;
  await notify();
  expect(tokens).toHaveLength(1);
  expect(sha256(/#notice=(.*)$/.exec(mails[0]?.text ?? '')?.[1] ?? '')).toBe(tokens[0]?.tokenHash);
});

test('a notice without a page to close the account on stores no token', async () => {
  const { context, notify, tokens, mails } = deskOf(accountOf({ noticeDue: changedAt }));
  context.disownLinkFor = () => null;
  await notify();
  expect({ tokens, mails }).toMatchObject({ tokens: [], mails: [{ to: 'jane.doe@example.com' }] });
});

test('a notice that could not be sent stays due', async () => {
  const { ports, notify, steps } = deskOf(accountOf({ noticeDue: changedAt }));
  ports.mailer.send = async () => {
    throw new Error('the mail server is away');
  };
  await expect(notify()).rejects.toThrow('the mail server is away');
  expect(steps).toEqual(['token of jane.doe']);
});
