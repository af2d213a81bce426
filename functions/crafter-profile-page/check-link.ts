import { profileAccounts } from '#lib/accounts/crafter-profile.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answer } from '#lib/page/calls/answer.ts';
import { refuse } from '#lib/page/calls/refuse.ts';
import { requireOwnScript } from '#lib/page/calls/require-own-script.ts';
import { checkProfileLink } from '#lib/page/calls/routes.ts';
import { checkLink } from '#lib/reset/check-token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: profileAccounts };
const realm = 'crafter-profile';

export const handler = defineEndpoint(checkProfileLink, refuse, adapters, async ({ ports, caller, settings, now, ...call }) => {
  requireOwnScript(call.header);
  const { token } = call.body();
  const use = { caller, asksServer: isUpstream(realm, settings) };
  const tenants = settings.crafterProfileSelfService;
  // A disabled profile can still change its password, as in Crafter Profile's own call.
  const username = await checkLink(ports, { realm, token, tenants, mustBeEnabled: false, ...use, now });
  return answer(200, { username });
});
