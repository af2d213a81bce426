import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { listUnsettledRequests } from '#lib/dynamo/operator/list-reset-requests.ts';
import { type AccountReference, askers, type Realm, type StoredResetRequest } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { requestIdentifier } from './account-reference.ts';
import { atMost, gather } from './iterables.ts';

const writesAtOnce = 32;

/**
 * Cancels the requests of an account that are not mailed yet. In Traffic Ops these are the requests for its address.
 *
 * @returns how many it cancelled
 */
export async function callOff(settings: Settings, reference: AccountReference): Promise<number> {
  const account = await dynamoAccounts(settings).find(reference);
  const identifier = account && requestIdentifier(account);
  if (identifier === undefined) {
    return 0;
  }
  const requests = dynamoResetRequests(settings);
  const calledOff = await Promise.all(
    askers.map(async (asker) => {
      const key = { realm: reference.realm, asker, identifier };
      const request = await requests.find(key);
      if (request === undefined || request.mailedFor >= request.sequence) {
        return 0;
      }
      await requests.markDone(key, request.sequence);
      return 1;
    }),
  );
  return calledOff.reduce<number>((sum, one) => sum + one, 0);
}

/** The requests of a realm whose mail is still to be sent. */
export async function waitingRequests(settings: Settings, realm: Realm): Promise<readonly StoredResetRequest[]> {
  const unsettled = await gather(listUnsettledRequests(settings));
  return unsettled.filter((request) => request.realm === realm && request.state === 'outstanding');
}

/**
 * Cancels every request of a realm that is not mailed yet.
 *
 * @returns how many it cancelled
 */
export async function callOffAll(settings: Settings, realm: Realm): Promise<number> {
  const requests = dynamoResetRequests(settings);
  const waiting = await waitingRequests(settings, realm);
  await atMost(writesAtOnce, waiting, (request) => requests.markDone(request, request.sequence));
  return waiting.length;
}
