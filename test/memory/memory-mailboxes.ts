import type { Mailboxes } from '#lib/reset/ports.ts';

export function memoryMailboxes(): Mailboxes {
  const mails = new Map<string, { id: string; at: number }[]>();
  return {
    countMail: async ({ mailbox, mailId, maximum, windowMs, now }) => {
      const log = mails.get(mailbox) ?? [];
      const isCounted = log.some(({ id }) => id === mailId);
      if (!isCounted && log.filter(({ at }) => at > now - windowMs).length >= maximum) {
        return false;
      }
      mails.set(mailbox, isCounted ? log : [...log, { id: mailId, at: now }]);
      return true;
    },
  };
}
