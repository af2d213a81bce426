import { describe, expect, test } from '@jest/globals';
import type { DeliveryOutcome, MailNotes, NotedMail } from '#lib/reset/ports.ts';

export type MailNotesBench = {
  mailNotes: MailNotes;
  /** What is kept of a mail. */
  read(mailId: string): Promise<{ attempt?: Pick<NotedMail, 'id' | 'requestId' | 'outcome'>; delivery?: DeliveryOutcome }>;
};

const now = 1_700_000_000_000;
const sent = { realm: 'traffic-ops', id: 'jane.doe', requestId: 'request-1', requestedAt: now, outcome: 'sent', now } as const;
const shown = { id: 'jane.doe', requestId: 'request-1' };

/** What every adapter of `mailNotes` must do. */
export function mailNotesContract(bench: () => MailNotesBench): void {
  describe('The notes about a mail', () => {
    test('hold what became of it, and a second attempt replaces the first', async () => {
      const { mailNotes, read } = bench();
      await mailNotes.noteAttempt({ ...sent, mailId: 'again', outcome: 'mailbox-full' });
      expect(await read('again')).toEqual({ attempt: { ...shown, outcome: 'mailbox-full' } });
      await mailNotes.noteAttempt({ ...sent, mailId: 'again' });
      expect(await read('again')).toEqual({ attempt: { ...shown, outcome: 'sent' } });
    });

    test('hold the report, whether it comes before or after the note of the attempt', async () => {
      const { mailNotes, read } = bench();
      const both = { attempt: { ...shown, outcome: 'sent' }, delivery: 'delivered' };
      await mailNotes.noteAttempt({ ...sent, mailId: 'before' });
      await mailNotes.noteDelivery({ mailId: 'before', outcome: 'delivered', now });
      expect(await read('before')).toEqual(both);
      await mailNotes.noteDelivery({ mailId: 'after', outcome: 'delivered', now });
      await mailNotes.noteAttempt({ ...sent, mailId: 'after' });
      expect(await read('after')).toEqual(both);
    });

    test.each(['bounced', 'bounced-for-now', 'complained', 'rejected'] as const)(
      'keep that a mail was %s, in whatever order it was also delivered',
      async (outcome) => {
        const { mailNotes, read } = bench();
        for (const order of [['delivered', outcome] as const, [outcome, 'delivered'] as const]) {
          const mailId = order.join(' then ');
          for (const each of order) {
            await mailNotes.noteDelivery({ mailId, outcome: each, now });
          }
          expect((await read(mailId)).delivery).toBe(outcome);
        }
      },
    );

    test('are of that mail only', async () => {
      const { mailNotes, read } = bench();
      await mailNotes.noteAttempt({ ...sent, mailId: 'one' });
      expect(await read('other')).toEqual({});
    });
  });
}
