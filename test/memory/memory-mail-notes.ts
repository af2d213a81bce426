import type { DeliveryOutcome, MailNotes, NotedMail } from '#lib/reset/ports.ts';

export type MemoryMailNotes = MailNotes & {
  /** What is kept of a mail. */
  read(mailId: string): { attempt?: NotedMail; delivery?: DeliveryOutcome };
};

export function memoryMailNotes(): MemoryMailNotes {
  const attempts = new Map<string, NotedMail>();
  const deliveries = new Map<string, DeliveryOutcome>();
  return {
    noteAttempt: async (mail) => {
      attempts.set(mail.mailId, structuredClone(mail));
    },
    noteDelivery: async ({ mailId, outcome }) => {
      if (outcome !== 'delivered' || !deliveries.has(mailId)) {
        deliveries.set(mailId, outcome);
      }
    },
    read: (mailId) => {
      const attempt = attempts.get(mailId);
      const delivery = deliveries.get(mailId);
      return { ...(attempt && { attempt }), ...(delivery && { delivery }) };
    },
  };
}
