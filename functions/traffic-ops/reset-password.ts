import { answer, success } from '#lib/dialects/traffic-ops/answer.ts';
import { mailAddressIn } from '#lib/dialects/traffic-ops/mail-address.ts';
import { refuse } from '#lib/dialects/traffic-ops/refuse.ts';
import { resetPassword } from '#lib/dialects/traffic-ops/routes.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { requestReset } from '#lib/reset/request-reset.ts';
import { requireAddress } from '#lib/reset/require-address.ts';

const adapters = { limits: dynamoLimits, resetRequests: dynamoResetRequests, accounts: dynamoAccounts };
const realm = 'traffic-ops';

export const handler = defineEndpoint(resetPassword, refuse, adapters, async ({ ports, path, body, caller, asked }) => {
  path();
  const address = mailAddressIn(body().email) ?? '';
  const admission = admitAddress(ports.limits, caller);
  // Unless the operator reveals accounts, this function is handed none.
  const lookUp = ports.accounts && requireAddress({ accounts: ports.accounts }, realm, address);
  const asking = await requestReset(ports, { ...asked, realm, identifier: canonicalAddress(address), admission, lookUp });
  return answer(200, { alerts: [success(`Successfully sent password reset to email '${address}'`)] }, { notes: { asking } });
});
