import type { ResetRequestKey, ResetRequests } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { countWhile } from './count-while.ts';
import { putResetRequest } from './put-reset-request.ts';
import { readItem } from './read-item.ts';
import { resetRequestFromItem } from './reset-request-item.ts';
import { resetRequestKey } from './reset-request-key.ts';
import { markServed, servedAccounts } from './served-accounts.ts';
import { updateIf } from './update-if.ts';

export function dynamoResetRequests(settings: Settings): ResetRequests {
  const table = settings.resetRequestsTable;
  return {
    put: (request, limits) => putResetRequest(table, request, limits),
    find: async (key) => {
      const item = await readItem(table, resetRequestKey(key));
      return item && resetRequestFromItem(item);
    },
    markDone: (key, sequence) => finish(table, key, sequence),
    markFailed: (key, sequence, reason) => finish(table, key, sequence, reason),
    servedAccounts: (key, sequence) => servedAccounts(table, key, sequence),
    markServed: (key, served) => markServed(table, key, served),
    countFailure: (key, sequence) =>
      countWhile({ table, key: resetRequestKey(key), condition: '#sequence = :sequence', values: { sequence } }, 'failures'),
  };
}

/**
 * `pending` goes only with the last request: when a later one was accepted meanwhile, it keeps the item awake. Either condition needs
 * the item to exist, so that a deleted one is never made again.
 */
async function finish(table: string, key: ResetRequestKey, sequence: number, failureReason?: string): Promise<void> {
  const write = {
    table,
    key: resetRequestKey(key),
    update: `SET #mailedFor = :sequence${failureReason === undefined ? '' : ', #failedFor = :sequence, #failureReason = :failureReason'}`,
    values: { sequence, ...(failureReason === undefined ? {} : { failureReason }) },
  };
  const last = await updateIf({
    ...write,
    update: `${write.update} REMOVE #pending, #failures`,
    condition: '#sequence = :sequence',
  });
  if (!last) {
    const notLater = '(attribute_not_exists(#mailedFor) OR #mailedFor < :sequence)';
    await updateIf({ ...write, condition: `#sequence > :sequence AND ${notLater}` });
  }
}
