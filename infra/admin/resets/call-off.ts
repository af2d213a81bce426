import { requestIdentifiers } from '#infra/admin/accounts/account-reference.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { type Account, askers, type ResetRequestKey, type Settlement } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * Cancels the requests of an account that are not mailed yet. Those for its address are among them, if people ask with it.
 *
 * @returns how many it cancelled
 */
export async function callOff(settings: Settings, account: Account): Promise<number> {
  const { realm } = account;
  const keys = requestIdentifiers(account).flatMap((identifier) => askers.map((asker) => ({ realm, asker, identifier })));
  const calledOff = await Promise.all(keys.map((key) => callOffOne(settings, key)));
  return calledOff.filter((isCancelled) => isCancelled).length;
}

async function callOffOne(settings: Settings, key: ResetRequestKey): Promise<boolean> {
  const requests = dynamoResetRequests(settings);
  const request = await requests.find(key);
  if (request === undefined || request.mailedFor >= request.sequence) {
    return false;
  }
  await requests.markDone(key, request.sequence, cancelled());
  return true;
}

function cancelled(): Settlement {
  return { outcome: 'cancelled', mailed: [], at: Date.now() };
}
