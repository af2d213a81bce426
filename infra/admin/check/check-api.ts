import type { Target } from '#infra/admin/target.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { type Finding, failed, ok } from './finding.ts';

type RefusedCall = { method: 'GET' | 'POST'; path: string; status: number; lacks: string };

/** For each product, a call that changes nothing and is always refused, because it lacks what every such call has. */
const refusedCalls: { readonly [realm in Realm]: RefusedCall } = {
  'crafter-profile': { method: 'POST', path: '/api/1/profile/change_password', status: 403, lacks: 'an access token' },
  'crafter-studio': {
    method: 'GET',
    path: '/api/1/services/api/1/user/validate-token.json',
    status: 400,
    lacks: 'a token',
  },
  'traffic-ops': { method: 'GET', path: '/api/5.0/user/current', status: 401, lacks: 'a session' },
};

/** The first of these that the stack has. Only Crafter Studio's call counts for no limit and reads nothing. */
const tried: readonly Realm[] = ['crafter-studio', 'traffic-ops', 'crafter-profile'];

export async function checkApi({ local, deployed, settings }: Target): Promise<Finding> {
  const apiUrl = local?.apiUrl ?? deployed?.outputs.get('ApiUrl');
  const realm = tried.find((each) => settings.products.includes(each));
  if (apiUrl === undefined || realm === undefined) {
    return failed('the stack has no output ApiUrl');
  }
  const { method, path, status: withoutProxy, lacks } = refusedCalls[realm];
  const expected = settings.onlyThroughProxy ? 403 : withoutProxy;
  const answered = await fetch(`${apiUrl}${path}`, { method, signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
  if (answered === undefined) {
    return failed(`${apiUrl} does not answer`);
  }
  const { status } = answered;
  return status === expected
    ? ok(`${apiUrl} answers`)
    : failed(
        `${apiUrl} answers ${status} instead of ${expected} to a call without ${settings.onlyThroughProxy ? 'the secret of the proxy' : lacks}`,
      );
}
