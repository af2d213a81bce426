import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { done } from '#lib/dialects/crafter-studio/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { refusePrefetch } from '#lib/dialects/crafter-studio/refuse-prefetch.ts';
import { forgotPassword } from '#lib/dialects/crafter-studio/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { refuseOtherSites } from '#lib/http/refuse-other-sites.ts';
import { findManagedAccount } from '#lib/reset/account.ts';
import { startLookUp } from '#lib/reset/beside-admission.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { requestReset } from '#lib/reset/request-reset.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';

const adapters = { limits: dynamoLimits, resetRequests: dynamoResetRequests, accounts: studioAccounts };
const realm = 'crafter-studio';

export const handler = defineEndpoint(
  forgotPassword,
  refuse,
  adapters,
  async ({ ports, header, query, caller, metadata, baseUrl, settings }) => {
    refusePrefetch(header);
    refuseOtherSites(header);
    const { username } = query();
    const admission = admitAddress(ports.limits, caller);
    const { accounts } = ports;
    const find = accounts && (() => findManagedAccount({ accounts }, { realm, id: username }));
    // If accounts are concealed, this function has no port to them.
    const lookUp = find && startLookUp(find, { admission, asksServer: isUpstream(realm, settings) });
    const asking = await requestReset(ports, { ...metadata, realm, identifier: username, admission, lookUp });
    const stored = await lookUp;
    return done({ baseUrl, username: stored?.username ?? username, notes: { asking } });
  },
);
