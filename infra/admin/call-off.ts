import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import type { AccountReference, Asker } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { requestIdentifier } from './account-reference.ts';

const askers: readonly Asker[] = ['anonymous', 'application', 'administrator'];

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
