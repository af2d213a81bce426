import { trafficOpsAccounts } from '#lib/accounts/traffic-ops.ts';
import { answer, success } from '#lib/dialects/traffic-ops/answer.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { resetPassword } from '#lib/dialects/traffic-ops/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { refuseOtherSites } from '#lib/http/refuse-other-sites.ts';
import { requireAddress } from '#lib/reset/account.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { startLookUp } from '#lib/reset/beside-admission.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { requestReset } from '#lib/reset/request-reset.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';

const adapters = { limits: dynamoLimits, resetRequests: dynamoResetRequests, accounts: trafficOpsAccounts };
const realm = 'traffic-ops';

export const handler = defineEndpoint(resetPassword, refuse, adapters, async ({ ports, path, header, body, ...call }) => {
  path();
  refuseOtherSites(header);
  const { email: address } = body();
  const canonical = canonicalAddress(address);
  const admission = admitAddress(ports.limits, call.caller);
  const { accounts } = ports;
  const find = accounts && (() => requireAddress({ accounts }, realm, { address, canonical }));
  // This function has a port to accounts only if the operator reveals them.
  const lookUp = find && startLookUp(find, { admission, asksServer: isUpstream(realm, call.settings) });
  const asking = await requestReset(ports, { ...call.metadata, realm, identifier: canonical, typed: address, admission, lookUp });
  return answer(200, { alerts: [success(`Successfully sent password reset to email '${address}'`)] }, { notes: { asking } });
});
