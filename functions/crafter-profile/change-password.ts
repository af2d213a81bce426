import { profileAccounts } from '#lib/accounts/crafter-profile.ts';
import { afterAccessToken } from '#lib/dialects/crafter-profile/after-access-token.ts';
import { answerProfile } from '#lib/dialects/crafter-profile/answer-profile.ts';
import { refuse } from '#lib/dialects/crafter-profile/refuse.ts';
import { relayChange } from '#lib/dialects/crafter-profile/relay/relay-change.ts';
import { changePassword } from '#lib/dialects/crafter-profile/routes.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import type { Call } from '#lib/http/call.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { admitApplication } from '#lib/reset/application.ts';
import { redeemTokenForApplication } from '#lib/reset/redeem-token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = {
  applications: dynamoApplications,
  limits: dynamoLimits,
  resetTokens: dynamoResetTokens,
  accounts: profileAccounts,
  shadows: dynamoShadows,
};

export const handler = defineEndpoint(changePassword, refuse, adapters, async (call) =>
  isUpstream('crafter-profile', call.settings) ? relayChange(call) : change(call),
);

async function change({ ports, settings, now, ...call }: Call<typeof changePassword>) {
  const { application, admitted } = admitApplication(ports, call.parameter('accessTokenId'), call.caller);
  const { resetTokenId, newPassword, ...wanted } = await afterAccessToken(application, call.parameters);
  const { languages } = call.metadata;
  const redemption = {
    token: resetTokenId,
    newPassword,
    admission: admitted,
    rules: passwordRules(settings),
    languages,
    cause: call.cause,
    now,
  };
  // A disabled profile can still change its password, as the document's example shows.
  const account = await redeemTokenForApplication(ports, { ...redemption, realm: 'crafter-profile', mustBeEnabled: false });
  return answerProfile(account, wanted, `${call.baseUrl}/api/1/profile/change_password`, { notice: 'due' });
}
