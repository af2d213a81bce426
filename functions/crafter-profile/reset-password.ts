import { afterAccessToken } from '#lib/dialects/crafter-profile/after-access-token.ts';
import { answerProfile } from '#lib/dialects/crafter-profile/answer-profile.ts';
import { refuse } from '#lib/dialects/crafter-profile/refuse.ts';
import { resetPassword } from '#lib/dialects/crafter-profile/routes.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { admitApplication } from '#lib/reset/application.ts';
import { requestResetForApplication } from '#lib/reset/request-reset.ts';

const adapters = {
  applications: dynamoApplications,
  limits: dynamoLimits,
  accounts: dynamoAccounts,
  resetRequests: dynamoResetRequests,
};

export const handler = defineEndpoint(resetPassword, refuse, adapters, async ({ ports, settings, ...call }) => {
  const { application, admitted } = admitApplication(ports, call.parameter('accessTokenId'), call.caller);
  const { resetPasswordUrl, ...wanted } = await afterAccessToken(application, call.parameters);
  const reset = { id: call.path().id, link: resetPasswordUrl, admission: admitted, allowPlainHttp: settings.demo };
  const { account, outcome } = await requestResetForApplication(ports, { ...call.metadata, realm: 'crafter-profile', ...reset });
  return answerProfile(account, wanted, `${call.baseUrl}/api/1/profile/${account.id}/enable`, { asking: outcome });
});
