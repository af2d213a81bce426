import type { ResetRequestKey, ResetRequests, Settlement } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { settled } from './audit-attributes.ts';
import { putResetRequest } from './put-reset-request.ts';
import { resetRequestFromItem, resetRequestKey } from './reset-request-item.ts';
import { markServed, servedAccounts } from './served-accounts.ts';
import { readItem } from './stored-item.ts';
import { countWhile, updateIf } from './update-if.ts';

export function dynamoResetRequests(settings: Settings): ResetRequests {
  const table = settings.resetRequestsTable;
  return {
    put: (request, limits) => putResetRequest(table, request, limits),
    find: async (key) => {
      const item = await readItem(table, resetRequestKey(key));
      return item && resetRequestFromItem(item);
    },
    markDone: (key, sequence, settlement) => settle(table, key, sequence, settlement),
    markFailed: (key, sequence, settlement) =>
      settle(table, key, sequence, settlement, { failedFor: sequence, failureReason: settlement.outcome }),
    markDropped: (key, sequence, settlement) =>
      settle(table, key, sequence, settlement, { droppedFor: sequence, dropReason: settlement.outcome }),
    servedAccounts: (key, sequence) => servedAccounts(table, key, sequence),
    markServed: (key, served) => markServed(table, key, served),
    countFailure: (key, sequence) =>
      countWhile({ table, key: resetRequestKey(key), condition: '#sequence = :sequence', values: { sequence } }, 'failures'),
  };
}

/**
 * Removes `pending` only for the last request. If a later one was accepted in the meantime, `pending` stays, and the item still has work for the
 * mailer. Both conditions need the item to exist, so an item that was deleted is not created again. A settlement that mailed somebody counts in any case,
 * because its audit record must be true (A7).
 */
async function settle(
  table: string,
  key: ResetRequestKey,
  sequence: number,
  settlement: Settlement,
  note: { readonly [attribute: string]: string | number } = {},
): Promise<void> {
  const write = {
    table,
    key: resetRequestKey(key),
    update: [
      'SET #mailedFor = :sequence, #settled = :settled, #settledUnder = if_not_exists(#nonce, :none)',
      ...Object.keys(note).map((name) => `#${name} = :${name}`),
    ].join(', '),
    // Only a captured function could store a request without a nonce. Its end is stored too, or its mail would be sent again and again.
    values: { sequence, settled: settled(sequence, settlement), none: '', ...note },
  };
  const unsettled = '(attribute_not_exists(#mailedFor) OR #mailedFor < :sequence)';
  const last = await updateIf({
    ...write,
    update: `${write.update} REMOVE #pending, #failures`,
    condition: settlement.mailed.length > 0 ? '#sequence = :sequence' : `#sequence = :sequence AND ${unsettled}`,
  });
  if (!last) {
    await updateIf({ ...write, condition: `#sequence > :sequence AND ${unsettled}` });
  }
}
