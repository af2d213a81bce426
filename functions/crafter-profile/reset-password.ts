import { profileAccounts } from '#lib/accounts/crafter-profile.ts';
import { afterAccessToken } from '#lib/dialects/crafter-profile/after-access-token.ts';
import { answerProfile } from '#lib/dialects/crafter-profile/answer-profile.ts';
import { refuse } from '#lib/dialects/crafter-profile/refuse.ts';
import { relayReset } from '#lib/dialects/crafter-profile/relay/relay-reset.ts';
import { resetPassword } from '#lib/dialects/crafter-profile/routes.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import type { Call } from '#lib/http/call.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { admitApplication } from '#lib/reset/application.ts';
import { requestResetForApplication } from '#lib/reset/request-reset.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = {
  applications: dynamoApplications,
  limits: dynamoLimits,
  accounts: profileAccounts,
  resetRequests: dynamoResetRequests,
};

export const handler = defineEndpoint(resetPassword, refuse, adapters, async (call) =>
  isUpstream('crafter-profile', call.settings) ? relayReset(call) : reset(call),
);

async function reset({ ports, settings, ...call }: Call<typeof resetPassword>) {
  const { application, admitted } = admitApplication(ports, call.parameter('accessTokenId'), call.caller);
  const { resetPasswordUrl, ...wanted } = await afterAccessToken(application, call.parameters);
  const asked = { id: call.path().id, link: resetPasswordUrl, admission: admitted, allowPlainHttp: settings.demo };
  const { account, outcome } = await requestResetForApplication(ports, { ...call.metadata, realm: 'crafter-profile', ...asked });
  return answerProfile(account, wanted, `${call.baseUrl}/api/1/profile/${account.id}/enable`, { asking: outcome });
}
