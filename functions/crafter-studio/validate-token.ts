import { studioAccounts } from '#lib/accounts/crafter-studio.ts';
import { done } from '#lib/dialects/crafter-studio/answer.ts';
import { refuse } from '#lib/dialects/crafter-studio/refuse.ts';
import { validateToken } from '#lib/dialects/crafter-studio/routes.ts';
import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { checkToken } from '#lib/reset/check-token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, accounts: studioAccounts };
const realm = 'crafter-studio';

export const handler = defineEndpoint(validateToken, refuse, adapters, async ({ ports, query, caller, settings, now }) => {
  const { token } = query();
  await checkToken(ports, { realm, token, caller, asksServer: isUpstream(realm, settings), now });
  return done();
});
