import { answerProfile } from '#lib/dialects/crafter-profile/answer-profile.ts';
import { accessTokenIn, readParameters, requiredParameters } from '#lib/dialects/crafter-profile/parameters.ts';
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

export const handler = defineEndpoint(resetPassword, refuse, adapters, async ({ ports, event, settings, ...call }) => {
  const given = readParameters(event);
  const { application, admitted } = admitApplication(ports, accessTokenIn(given), call.caller);
  const { resetPasswordUrl } = await requiredParameters(resetPassword.query, given, application);
  const reset = { id: call.path().id, link: resetPasswordUrl, admission: admitted, allowPlainHttp: settings.demo };
  const { account, asking } = await requestResetForApplication(ports, { ...call.asked, realm: 'crafter-profile', ...reset });
  return answerProfile(account, given, `${call.baseUrl}/api/1/profile/${account.id}/enable`, { asking });
});
