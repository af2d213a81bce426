import { describe, expect, test } from '@jest/globals';
import type { Mailboxes } from '#lib/reset/ports.ts';

const start = 1_700_000_000_000;

/** What every adapter of `mailboxes` must do. */
export function mailboxesContract(mailboxes: () => Mailboxes): void {
  const times = (count: number) => Array.from({ length: count }, (_, index) => index);

  describe('A mailbox', () => {
    const hour = 3_600_000;
    const countMail = (mailbox: string, mailId: string, now: number, { maximum = 3, windowMs = hour } = {}) =>
      mailboxes().countMail({ mailbox, mailId, maximum, windowMs, now });

    test('M13 gets as many mails as it may in any hour, and the next one when the first is an hour old', async () => {
      for (const each of times(3)) {
        await expect(countMail('exact', `mail ${each}`, start + each)).resolves.toBe(true);
      }
      await expect(countMail('exact', 'mail 4', start + hour - 1)).resolves.toBe(false);
      await expect(countMail('exact', 'mail 5', start + hour)).resolves.toBe(true);
      await expect(countMail('exact', 'mail 6', start + hour)).resolves.toBe(false);
      await expect(countMail('exact', 'mail 7', start + hour + 1)).resolves.toBe(true);
    });

    test('M13 counts a mail once, however often it is tried, even if the mailbox is full', async () => {
      await countMail('again', 'mail 1', start);
      for (const each of times(5)) {
        await expect(countMail('again', 'mail 1', start + each)).resolves.toBe(true);
      }
      await expect(countMail('again', 'mail 2', start + 6)).resolves.toBe(true);
      await expect(countMail('again', 'mail 3', start + 7)).resolves.toBe(true);
      await expect(countMail('again', 'mail 4', start + 8)).resolves.toBe(false);
      for (const mail of ['mail 1', 'mail 2', 'mail 3']) {
        await expect(countMail('again', mail, start + 9)).resolves.toBe(true);
      }
      await expect(countMail('again', 'mail 4', start + 10)).resolves.toBe(false);
    });

    test('M13 is counted separately from others, and with the window that is asked for', async () => {
      const short = { maximum: 1, windowMs: 300_000 };
      await expect(countMail('one', 'mail 1', start, short)).resolves.toBe(true);
      await expect(countMail('two', 'mail 1', start, short)).resolves.toBe(true);
      await expect(countMail('one', 'mail 2', start + 299_999, short)).resolves.toBe(false);
      await expect(countMail('one', 'mail 2', start + 300_000, short)).resolves.toBe(true);
    });

    test('M13 gets only ten of forty mails at once', async () => {
      const admitted = await Promise.all(times(40).map((each) => countMail('at-once', `mail ${each}`, start, { maximum: 10 })));
      expect(admitted.filter((isAdmitted) => isAdmitted)).toHaveLength(10);
    });
  });
}
