import { requestIdentifiers } from '#infra/admin/accounts/account-reference.ts';
import { atMost, gather } from '#infra/admin/iterables.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { listUnsettledRequests } from '#lib/dynamo/operator/list-reset-requests.ts';
import {
  type Account,
  askers,
  type Realm,
  type ResetRequestKey,
  type Settlement,
  type StoredResetRequest,
} from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

const writesAtOnce = 32;

/**
 * Cancels the requests of an account that are not mailed yet. In Traffic Ops these are the requests for its address.
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

/** The requests of a realm whose mail is still to be sent. */
export async function waitingRequests(settings: Settings, realm: Realm): Promise<readonly StoredResetRequest[]> {
  const unsettled = await gather(listUnsettledRequests(settings));
  return unsettled.filter((request) => request.realm === realm && request.state === 'outstanding');
}

/**
 * Cancels every request of a realm that is not mailed yet.
 *
 * @returns those that it cancelled
 */
export async function callOffAll(settings: Settings, realm: Realm): Promise<readonly StoredResetRequest[]> {
  const requests = dynamoResetRequests(settings);
  const waiting = await waitingRequests(settings, realm);
  await atMost(writesAtOnce, waiting, (request) => requests.markDone(request, request.sequence, cancelled()));
  return waiting;
}

function cancelled(): Settlement {
  return { outcome: 'cancelled', mailed: [], at: Date.now() };
}
