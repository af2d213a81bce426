import { atMost, gather } from '#infra/admin/iterables.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { listUnsettledRequests, type UnsettledRequest } from '#lib/dynamo/operator/list-reset-requests.ts';
import type { Settings } from '#lib/settings/settings.ts';

const writesAtOnce = 32;

/** The requests of all realms whose mail is still to be sent. */
export async function waitingRequests(settings: Settings): Promise<readonly UnsettledRequest[]> {
  return (await gather(listUnsettledRequests(settings))).filter(({ state }) => state === 'outstanding');
}

/**
 * Cancels them, before stamps are replaced (K14).
 *
 * @returns how many it cancelled
 */
export async function cancelMails(settings: Settings): Promise<number> {
  const waiting = await waitingRequests(settings);
  const { markDone } = dynamoResetRequests(settings);
  const cancelled = { outcome: 'cancelled', mailed: [], at: Date.now() };
  await atMost(writesAtOnce, waiting, (request) => markDone(request, request.sequence, cancelled));
  return waiting.length;
}
