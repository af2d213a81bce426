import type { MailNotes } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { ItemKey } from './stored-item.ts';
import { updateIf } from './update-if.ts';

/** Notes are items beside the requests. They are never `pending`, so a write to one does not wake the mailer. */
export function dynamoMailNotes(settings: Settings): MailNotes {
  const table = settings.resetRequestsTable;
  return {
    noteAttempt: async ({ mailId, realm, id, requestId, requestedAt, outcome, now }) => {
      const values = { realm, accountId: id, requestId, requestedAt, mailOutcome: outcome, mailOutcomeAt: now };
      const fields = Object.keys(values).map((name) => `#${name} = :${name}`);
      const deleteAfter = Math.floor(now / 1000) + keptSeconds;
      const update = `SET ${fields.join(', ')}, #deleteAfter = :deleteAfter`;
      await updateIf({ table, key: mailNoteKey(mailId), update, values: { ...values, deleteAfter } });
    },
    noteDelivery: async ({ mailId, outcome, now }) => {
      const isDelivery = outcome === 'delivered';
      await updateIf({
        table,
        key: mailNoteKey(mailId),
        update: 'SET #deliveryOutcome = :outcome, #deliveryOutcomeAt = :now, #deleteAfter = :deleteAfter',
        ...(isDelivery && { condition: 'attribute_not_exists(#deliveryOutcome)' }),
        values: { outcome, now, deleteAfter: Math.floor(now / 1000) + keptSeconds },
      });
    },
  };
}

/** The key begins with `mail`, which is not a realm, so no identifier makes a request's key equal to it. */
export function mailNoteKey(mailId: string): ItemKey {
  return { request: `mail#${mailId}` };
}

/** As long as a request. */
const keptSeconds = 90_000;
