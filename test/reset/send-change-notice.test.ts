import { expect, test } from '@jest/globals';
import type { Account, Mail } from '#lib/reset/ports.ts';
import { type ChangeNoticeJob, sendChangeNotice } from '#lib/reset/send-change-notice.ts';
import { accountOf } from './account-of.ts';

const changedAt = 1_700_000_000_000;
const job = { account: { realm: 'crafter-studio', id: 'jane.doe' }, noticeDue: changedAt, languages: 'de' } as const;

function deskOf(account: Account | undefined) {
  const mails: Mail[] = [];
  const steps: string[] = [];
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
    mailer: {
      send: async (mail: Mail) => {
        steps.push(`mail to ${mail.to}`);
        mails.push(mail);
      },
    },
  };
  const notify = (given: ChangeNoticeJob = job) =>
    sendChangeNotice(
      ports,
      given,
      (notice) => ({
        to: notice.account.email,
        language: notice.languages,
        subject: `${notice.changedAt}`,
        html: '',
        text: '',
      }),
      changedAt + 1,
    );
  return { ports, mails, steps, notify };
}

test('M11 the notice goes to the stored address, with the time of the change, and is then settled', async () => {
  const { notify, mails, steps } = deskOf(accountOf({ noticeDue: changedAt }));
  expect(await notify()).toEqual({ mailsSent: 1, mailsDropped: 0, mailsHeldBack: 0, reason: 'sent' });
  expect(mails).toMatchObject([{ to: 'jane.doe@example.com', subject: `${changedAt}` }]);
  expect(steps).toEqual(['mail to jane.doe@example.com', `ended ${changedAt}`]);
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

test('a notice that could not be sent stays due', async () => {
  const { ports, notify, steps } = deskOf(accountOf({ noticeDue: changedAt }));
  ports.mailer.send = async () => {
    throw new Error('the mail server is away');
  };
  await expect(notify()).rejects.toThrow('the mail server is away');
  expect(steps).toEqual([]);
});
