import { profileAccounts } from '#lib/accounts/crafter-profile.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answer } from '#lib/page/calls/answer.ts';
import { refuse } from '#lib/page/calls/refuse.ts';
import { requireOwnScript } from '#lib/page/calls/require-own-script.ts';
import { setProfilePassword } from '#lib/page/calls/routes.ts';
import { passwordRules } from '#lib/passwords/password-rules.ts';
import { redeemToken } from '#lib/reset/redeem-token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: profileAccounts };
const realm = 'crafter-profile';

export const handler = defineEndpoint(setProfilePassword, refuse, adapters, async ({ ports, settings, ...call }) => {
  requireOwnScript(call.header);
  const { token, password: newPassword } = call.body();
  const { caller, cause, now } = call;
  const use = { caller, asksServer: isUpstream(realm, settings) };
  const { languages } = call.metadata;
  const tenants = settings.crafterProfileSelfService;
  const rules = passwordRules(settings);
  // A disabled profile can still change its password, as in Crafter Profile's own call.
  const change = { newPassword, mustBeEnabled: false, rules, languages, cause };
  await redeemToken(ports, { realm, token, tenants, ...change, ...use, now });
  return answer(200, { message: 'OK' }, { notes: { notice: 'due' } });
});
