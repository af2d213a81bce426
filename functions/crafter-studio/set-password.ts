import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { done } from '#lib/dialects/crafter-studio/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { setPassword } from '#lib/dialects/crafter-studio/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { redeemToken } from '#lib/reset/redeem-token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: studioAccounts };
const realm = 'crafter-studio';

export const handler = defineEndpoint(setPassword, refuse, adapters, async ({ ports, body, settings, baseUrl, now, ...call }) => {
  const { token, new: newPassword } = body();
  const redemption = {
    token,
    newPassword,
    mustBeEnabled: true,
    caller: call.caller,
    asksServer: isUpstream(realm, settings),
    rules: passwordRules(settings),
    languages: call.metadata.languages,
    cause: call.cause,
    now,
  };
  const { username } = await redeemToken(ports, { ...redemption, realm });
  return done({ baseUrl, username, notes: { notice: 'due' } });
});
